using System.Runtime.CompilerServices;

namespace Flows.Compiler.Kernels;

/// <summary>Evaluates a function lane by lane.</summary>
internal static class ScalarCalls
{
    /// <summary>The form of <see cref="Evaluate"/>.</summary>
    public delegate void Evaluation(KernelContext context, int call, ref double arguments, int arity, int lanes);

    /// <summary>Replaces the first argument by the function's value.</summary>
    /// <param name="context">Of the kernel.</param>
    /// <param name="call">Which.</param>
    /// <param name="arguments">One slot of the frame an argument, its lanes one after the other.</param>
    /// <param name="arity">How many arguments.</param>
    /// <param name="lanes">How many lanes.</param>
    public static void Evaluate(KernelContext context, int call, ref double arguments, int arity, int lanes)
    {
        Span<double> values = stackalloc double[arity];
        for (var lane = 0; lane < lanes; lane++)
        {
            for (var i = 0; i < arity; i++)
                values[i] = Unsafe.Add(ref arguments, i * FrameLayout.SlotBytes / sizeof(double) + lane);
            Unsafe.Add(ref arguments, lane) = context.Functions[call].Evaluate(values);
        }
    }
}
