using Flows.Compiler.Functions;
using Flows.Compiler.Symbolics;
using Flows.Language;

namespace Flows.Compiler.Metrics;

/// <summary>One generic term of an Onsager operator K (architecture.md §3). The runtime implements these and hears of no metric.</summary>
public abstract record OnsagerTerm;

/// <summary>K ξ = m ξ.</summary>
/// <param name="Mobility">m at the ambient point.</param>
public sealed record MultiplyTerm(Expr Mobility) : OnsagerTerm;

/// <summary>K ξ = −∇·(m ∇ξ).</summary>
/// <param name="Mobility">m at the ambient point.</param>
public sealed record DivGradTerm(Expr Mobility) : OnsagerTerm;

/// <summary>K ξ = m (ξ − ∫mξ / ∫m).</summary>
/// <param name="Mobility">m at the ambient point.</param>
public sealed record MeanFreeTerm(Expr Mobility) : OnsagerTerm;

/// <summary>(1 − αΔ) K ξ = ξ.</summary>
/// <param name="Alpha">α &gt; 0, a length squared.</param>
public sealed record HelmholtzInverseTerm(Expr Alpha) : OnsagerTerm;

/// <summary>K ξ (x) = −∇·(m(x) ∫ k(x − y) m(y) ∇ξ(y) dy).</summary>
/// <param name="Kernel">k: of as many reals as space has dimensions, even, positive definite.</param>
/// <param name="Mobility">m at the ambient point.</param>
public sealed record PairKernelTerm(Function Kernel, Expr Mobility) : OnsagerTerm;

/// <summary>K ξ = −∇·(m C ∇ξ), C = ∫(x − μ)(x − μ)ᵀm / ∫m with μ = ∫xm / ∫m: the covariance of m.</summary>
/// <param name="Mobility">m at the ambient point.</param>
public sealed record CovarianceTerm(Expr Mobility) : OnsagerTerm;

/// <summary>K ξ = G⁻¹ ξ, of a point.</summary>
/// <param name="Metric">G, symmetric positive definite, row by row.</param>
public sealed record MatrixTerm(Seq<Seq<Expr>> Metric) : OnsagerTerm;
