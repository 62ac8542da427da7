using CsCheck;
using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;

namespace Flows.Compiler.Tests.Kernels;

/// <summary>Random expressions of kernels, on entries between 1/2 and 2.</summary>
internal static class KernelExprGen
{
    private static readonly Gen<Expr> Leaf = Gen.OneOf(
        Gen.Select(Gen.Int[0, 2], Gen.Int[-9, 9], (slot, offset) => Build.Load(slot, offset)),
        Gen.Int[0, 1].Select(Build.Scalar),
        Gen.Int[-3, 5].Select(n => Build.Number(new Rational(n, 3))),
        Gen.Const(Build.Pi));

    private static readonly Gen<Function> Function =
        Gen.Int[0, 2].Select(i => new Function[] { FunctionCatalog.Sin, FunctionCatalog.Cos, FunctionCatalog.Tanh }[i]);

    /// <summary>Of a depth at most.</summary>
    public static Gen<Expr> OfDepth(int depth) => depth == 0 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(OfDepth(depth - 1), OfDepth(depth - 1), (a, b) => a + b),
        Gen.Select(OfDepth(depth - 1), OfDepth(depth - 1), (a, b) => a - b),
        Gen.Select(OfDepth(depth - 1), OfDepth(depth - 1), (a, b) => a * b),
        Gen.Select(OfDepth(depth - 1), OfDepth(depth - 1), (a, b) => a / (b * b + 1)),
        Gen.Select(OfDepth(depth - 1), Gen.Int[2, 9], (a, n) => Build.Power(Build.Apply(FunctionCatalog.Tanh, a), n)),
        Gen.Select(OfDepth(depth - 1), Gen.Int[1, 7], (a, n) => Build.Power(a * a + 1, Build.Number(new Rational(n, 2)))),
        Gen.Select(OfDepth(depth - 1), Gen.Int[-7, 7], (a, n) => Build.Power(a * a + 1, Build.Number(new Rational(n, 5)))),
        // Of moderate arguments: at large ones the functions magnify the rounding of their arguments.
        Gen.Select(OfDepth(depth - 1), Function, (a, f) => Build.Apply(f, 3 * Build.Apply(FunctionCatalog.Tanh, a))),
        Gen.Select(OfDepth(depth - 1), a => Build.Apply(FunctionCatalog.Exp, -(a * a))),
        Gen.Select(OfDepth(depth - 1), a => Build.Apply(FunctionCatalog.Log, a * a + 1)));
}
