using System.Security.Cryptography;
using System.Text;

namespace Repro.Training.State;

/// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
internal static class Digests
{
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
