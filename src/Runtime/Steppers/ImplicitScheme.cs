namespace Flows.Runtime.Steppers;

/// <summary>Where an implicit step takes the potential μ.</summary>
public enum ImplicitScheme
{
    /// <summary>μ the average vector field between both ends, mobility at their mean: second order, F falls by exactly dt ⟨μ, Kμ⟩ for every
    /// energy and every step. Not L-stable: stiff modes are kept, with alternating sign.</summary>
    DiscreteGradient,
    /// <summary>μ and mobility at the end, concave parts of the energy at the start: first order, L-stable, F falls.</summary>
    BackwardEuler,
    /// <summary>Variable-step two-step differences, μ and mobility at the end: second order, L-stable, no promise of decay.</summary>
    Bdf2,
}
