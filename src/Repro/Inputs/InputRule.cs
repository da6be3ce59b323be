namespace Repro.Inputs;

/// <summary>Which kinds of file a reader accepts. Nobody may name a folder or a device.</summary>
internal enum InputRule
{
    /// <summary>A regular file, also through a link: files of the project and of the data root.</summary>
    Regular,

    /// <summary>A regular file or a pipe: what a person names on the command line, <c>&lt;(command)</c> for one.</summary>
    RegularOrPipe,

    /// <summary>A regular file and no link: a file in a folder that somebody else made. A link could lead out of that folder.</summary>
    RegularNoLink,
}
