namespace Repro.Inputs;

/// <summary>What a path names.</summary>
internal enum FileKind
{
    Missing,
    Regular,
    Folder,

    /// <summary>A symbolic link, where links are not followed.</summary>
    Link,

    /// <summary>A named or unnamed pipe: opening one waits for its other end.</summary>
    Pipe,

    /// <summary>A device or a socket.</summary>
    Device,
}
