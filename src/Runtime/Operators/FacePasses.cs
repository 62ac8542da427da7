using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flows.Runtime.Operators;

/// <summary>Vectorised passes over the faces of a row of n cells. Arrays over cells are padded by a ghost on either side, so that face f lies
/// between entries f and f + 1; arrays over faces have n + 1 entries.</summary>
internal static class FacePasses
{
    /// <summary>conductance = w (m_L + m_R)/2, flux = conductance (μ_L − μ_R).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ArithmeticFluxes(double[] potentials, double[] mobilities, double[] weights, double[] conductances, double[] fluxes)
    {
        ref var mu = ref MemoryMarshal.GetArrayDataReference(potentials);
        ref var m = ref MemoryMarshal.GetArrayDataReference(mobilities);
        ref var weight = ref MemoryMarshal.GetArrayDataReference(weights);
        ref var current = ref MemoryMarshal.GetArrayDataReference(conductances);
        ref var flux = ref MemoryMarshal.GetArrayDataReference(fluxes);
        var half = new Vector<double>(0.5);
        int n = fluxes.Length - 1, f = 0;
        for (; f <= n + 1 - Vector<double>.Count; f += Vector<double>.Count)
        {
            nuint at = (nuint)f, next = at + 1;
            var c = half * Vector.LoadUnsafe(ref weight, at) * (Vector.LoadUnsafe(ref m, at) + Vector.LoadUnsafe(ref m, next));
            c.StoreUnsafe(ref current, at);
            (c * (Vector.LoadUnsafe(ref mu, at) - Vector.LoadUnsafe(ref mu, next))).StoreUnsafe(ref flux, at);
        }
        for (; f <= n; f++)
        {
            conductances[f] = 0.5 * weights[f] * (mobilities[f] + mobilities[f + 1]);
            fluxes[f] = conductances[f] * (potentials[f] - potentials[f + 1]);
        }
    }

    /// <summary>Derivatives of those fluxes by the two states, m' = slope times share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ArithmeticSlopes(double share, double[] potentials, double[] slopes, double[] faceWeights, double[] byLefts, double[] byRights)
    {
        ref var mu = ref MemoryMarshal.GetArrayDataReference(potentials);
        ref var slope = ref MemoryMarshal.GetArrayDataReference(slopes);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(faceWeights);
        ref var byLeft = ref MemoryMarshal.GetArrayDataReference(byLefts);
        ref var byRight = ref MemoryMarshal.GetArrayDataReference(byRights);
        var half = new Vector<double>(0.5 * share);
        int n = byLefts.Length - 1, f = 0;
        for (; f <= n + 1 - Vector<double>.Count; f += Vector<double>.Count)
        {
            nuint at = (nuint)f, next = at + 1;
            var drop = half * Vector.LoadUnsafe(ref weights, at) * (Vector.LoadUnsafe(ref mu, at) - Vector.LoadUnsafe(ref mu, next));
            (drop * Vector.LoadUnsafe(ref slope, at)).StoreUnsafe(ref byLeft, at);
            (drop * Vector.LoadUnsafe(ref slope, next)).StoreUnsafe(ref byRight, at);
        }
        for (; f <= n; f++)
        {
            var drop = 0.5 * share * faceWeights[f] * (potentials[f] - potentials[f + 1]);
            byLefts[f] = drop * slopes[f];
            byRights[f] = drop * slopes[f + 1];
        }
    }

    /// <summary>Changes of the fluxes through faces 1 … n − 1, for changes v, dmu of the n cells (not padded).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InnerChanges(ReadOnlySpan<double> v, ReadOnlySpan<double> dmu,
        double[] conductances, double[] byLefts, double[] byRights, double[] changes)
    {
        ref var mu = ref MemoryMarshal.GetReference(dmu);
        ref var state = ref MemoryMarshal.GetReference(v);
        ref var conductance = ref MemoryMarshal.GetArrayDataReference(conductances);
        ref var byLeft = ref MemoryMarshal.GetArrayDataReference(byLefts);
        ref var byRight = ref MemoryMarshal.GetArrayDataReference(byRights);
        ref var change = ref MemoryMarshal.GetArrayDataReference(changes);
        int n = v.Length, f = 1;
        for (; f <= n - Vector<double>.Count; f += Vector<double>.Count)
        {
            nuint at = (nuint)f, left = at - 1;
            var drop = Vector.LoadUnsafe(ref mu, left) - Vector.LoadUnsafe(ref mu, at);
            var moved = Vector.LoadUnsafe(ref byLeft, at) * Vector.LoadUnsafe(ref state, left)
                + Vector.LoadUnsafe(ref byRight, at) * Vector.LoadUnsafe(ref state, at);
            (Vector.LoadUnsafe(ref conductance, at) * drop + moved).StoreUnsafe(ref change, at);
        }
        for (; f < n; f++)
            changes[f] = conductances[f] * (dmu[f - 1] - dmu[f]) + byLefts[f] * v[f - 1] + byRights[f] * v[f];
    }
}
