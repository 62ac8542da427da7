namespace Flows.Runtime.Operators;

/// <summary>How the mobility of a face is made from the mobilities of its two cells.</summary>
public enum FluxRule
{
    /// <summary>(m_K + m_L)/2 at the mean state of the step: second order.</summary>
    Arithmetic,
    /// <summary>(m_L − m_K)/log(m_L/m_K) at the mean state: turns m ∇log m into ∇m exactly. Nothing enters an empty cell.</summary>
    Logarithmic,
    /// <summary>m of the cell that the flux leaves, at the new state: first order, keeps densities positive.</summary>
    Upwind,
    /// <summary>Scharfetter–Gummel for linear diffusion of a given temperature under any drift.</summary>
    ScharfetterGummel,
}
