using System.Globalization;
using System.Runtime.CompilerServices;

namespace Flows.Testing;

/// <summary>Runs every test under a culture whose decimal separator is a comma.</summary>
internal static class HostileCulture
{
    [ModuleInitializer]
    internal static void Set()
    {
        CultureInfo.DefaultThreadCurrentCulture = new CultureInfo("de-DE");
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
    }
}
