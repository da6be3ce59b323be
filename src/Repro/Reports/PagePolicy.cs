using System.Security.Cryptography;
using System.Text;

namespace Repro.Reports;

/// <summary>The Content-Security-Policy of the pages: they forbid everything that they do not bring along.</summary>
internal static class PagePolicy
{
    private const string Common = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; ";

    private const string End = "base-uri 'none'; form-action 'none'";

    /// <summary>The element of a page without a script.</summary>
    public const string WithoutScript = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + Common + End + "\">";

    /// <summary>The policy of a page with one script, which is named by its hash.</summary>
    public static string With(string script) =>
        $"{Common}script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'; {End}";
}
