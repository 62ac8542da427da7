using System.Diagnostics;
using System.Globalization;
using Flows.Compiler.Functions;

namespace Flows.Compiler.Symbolics;

/// <summary>Writes every kind of expression; sums and products have files of their own.</summary>
internal sealed class ExprText(Notation notation, PointNames names, PrinterOptions options)
{
    /// <summary>Whether div(m*grad a) + div(m*grad b) is written div(m*grad(a + b)).</summary>
    public bool JoinFluxes => options.JoinFluxes;

    /// <summary>Whether constants before integrals are written under them.</summary>
    public bool JoinIntegrals => options.JoinIntegrals;

    /// <summary>Whether an expression stands for a derivative along the normal.</summary>
    public bool IsNormal(Expr? e) => e is Symbol s && options.Normals.ContainsKey(s);

    /// <summary>How constructs are spelled.</summary>
    public Notation Notation => notation;

    // The point that is bare inside a grad or a div of a point that is not ambient.
    private Point? _ambient;

    public Piece Of(Expr e) => e switch
    {
        Number n => Signed(n.Value, []),
        Constant c => new(notation.Constant(c.Name), Binding.Postfix),
        Symbol s when options.Normals.TryGetValue(s, out var normal) => OfNormal(normal),
        Symbol s => Name(s.Name),
        Named n => Name(n.Name),
        Sum s => SumText.Of(this, s),
        Product p when options.JoinIntegrals && SumText.Whole(this, p) is { } whole => whole,
        Product or Power => ProductText.Split(e) is var (coefficient, factors) ? Signed(coefficient, factors) : throw new UnreachableException(),
        Apply a => OfApply(a),
        Conditional c => notation.Conditional(Of(c.Condition).Text, Of(c.Then), Of(c.Else)),
        Coordinate { Point.Space.Measure: RowsMeasure } c => new(CoordinateOf(c.Point, c.Axis), Binding.Postfix),
        Coordinate c => IsBare(c.Point) ? Name(c.Point.Space.Axes[c.Axis]) : new(CoordinateOf(c.Point, c.Axis), Binding.Postfix),
        Time => Name("t"),
        StateValue v => IsBare(v.Point) ? Name(v.State.Name) : new(notation.Applied(Name(v.State.Name), names[v.Point]), Binding.Postfix),
        Component c => c.State.Space.Dimension == 1 ? Name(c.State.Name) : new(notation.Component(c.State.Name, c.State.Space.Axes[c.Axis]), Binding.Postfix),
        Gradient g => g.Point.Space.Dimension == 1
            ? Localised(g.Point, g, () => new(Grad(g), Binding.Application))
            : Localised(g.Point, g, () => notation.Partial(Grad(g), Of(g.Operand), IsName(g.Operand), g.Point.Space.Axes[g.Axis])),
        DivGrad d => Localised(d.Point, d, () => OfDivGrad(d)),
        Divergence d => Localised(d.Point, d, () => notation.Call("div", [.. d.Components.Select(c => Of(c).Text)])),
        Integral i => OfIntegral(i),
        TransportDistance t => notation.Call("W2", Densities(t)),
        TransportPotential k => Localised(k.Point, k, () => notation.Call("kantorovich", Densities(k.Of))),
        Load l => Name(string.Create(CultureInfo.InvariantCulture, $"a{l.Array}[{l.Offset}]")),
        Scalar s => Name(string.Create(CultureInfo.InvariantCulture, $"s{s.Index}")),
        Reduced r => Name(string.Create(CultureInfo.InvariantCulture, $"F{r.Index}")),
        _ => throw new UnreachableException(),
    };

    /// <summary>A term with its sign in front.</summary>
    public Piece Signed(Rational coefficient, List<Factor> factors)
    {
        if (coefficient.Sign >= 0)
            return ProductText.Of(this, coefficient, factors);
        return Flip(coefficient, factors) is { } flipped
            ? ProductText.Of(this, -coefficient, flipped)
            : new(notation.Sum([(true, ProductText.Of(this, -coefficient, factors).Text)]), Binding.Sum);
    }

    /// <summary>-(u - 1)*x is written (1 - u)*x: the factors with one sum turned round, or null.</summary>
    public static List<Factor>? Flip(Rational coefficient, List<Factor> factors)
    {
        if (coefficient.Sign >= 0 || factors.Count == 1 && factors[0].Exponent == Build.One)
            return null;
        var at = factors.FindIndex(f => f.Base is Sum { Terms: [_, var last] } && Contents.IsNegative(last)
            && (f.Exponent == Build.One || f.Exponent == Build.MinusOne));
        if (at < 0)
            return null;
        List<Factor> flipped = [.. factors];
        flipped[at] = flipped[at] with { Base = -factors[at].Base! };
        return flipped;
    }

    /// <summary>A factor with its exponent.</summary>
    public Piece Raised(Factor factor)
    {
        var (b, e) = (factor.Base, factor.Exponent);
        // (|grad u|^2)^(p/2) = |grad u|^p
        if (b is Sum s && e != Build.One && SumText.Norm(this, s) is { } norm)
            return Raised(new(null, 2 * e, norm));
        if (e == Build.One)
            return factor.Written ?? Of(b!);
        if (e == Build.Half)
            return new(notation.SquareRoot((factor.Written ?? Of(b!)).Text), Binding.Postfix);
        var raised = factor.Written
            ?? (b is Gradient { Point.Space.Dimension: 1 } g && e is Number { Value.IsEven: true } ? new(Norm(g), Binding.Postfix) : Of(b!));
        return notation.Power(raised, Of(e));
    }

    /// <summary>grad of an operand, as a vector.</summary>
    public string Grad(Gradient g) => Operator("grad", g.Operand);

    /// <summary>hess of what a second derivative differentiates, as a matrix.</summary>
    public string Hess(Gradient second) => Localised(second.Point, second, () =>
        new(Operator("hess", ((Gradient)second.Operand).Operand), Binding.Application)).Text;

    /// <summary>|grad u|, with its argument where the point is not ambient.</summary>
    public string Norm(Gradient g) => notation.Bars(Localised(g.Point, g, () => new(Grad(g), Binding.Form)).Text);

    public Piece Of(Condition condition) => condition switch
    {
        Compare c => new(notation.Relation(c.Relation, notation.At(Of(c.Left), Binding.Sum), notation.At(Of(c.Right), Binding.Sum)), Binding.Comparison),
        AndCondition c => new(notation.Connective("and", notation.At(Of(c.Left), Binding.And), notation.At(Of(c.Right), Binding.Not)), Binding.And),
        OrCondition c => new(notation.Connective("or", notation.At(Of(c.Left), Binding.Or), notation.At(Of(c.Right), Binding.And)), Binding.Or),
        NotCondition c => new(notation.Not(notation.At(Of(c.Operand), Binding.Comparison)), Binding.Not),
        _ => throw new UnreachableException(),
    };

    private Piece Name(string name) => new(notation.Name(name), Binding.Postfix);

    // d/dy d/dn u
    private Piece OfNormal(NormalDerivative normal)
    {
        var operand = Of(normal.Operand);
        var text = normal.Operand is StateValue or DivGrad ? operand.Text : notation.Parentheses(operand.Text);
        return new(normal.Directions.Reverse().Aggregate(text, (inner, direction) => notation.Directional(direction, inner)), Binding.Postfix);
    }

    private Piece OfApply(Apply a)
    {
        switch (a.Function)
        {
            case Abs:
                return new(notation.Bars(Of(a.Arguments[0]).Text), Binding.Postfix);
            case XLogX:
                return ProductText.Of(this, Rational.One, [Factor.Of(a.Arguments[0]), Factor.Of(Log(a.Arguments[0]))]);
            case XLogY:
                return ProductText.Of(this, Rational.One, [Factor.Of(a.Arguments[0]), Factor.Of(Log(a.Arguments[1]))]);
            // A function of the coordinates, used as a field.
            case UserFunction f when Field(a) is { } point:
                return IsBare(point) ? Name(f.Name) : new(notation.Applied(Name(f.Name), names[point]), Binding.Postfix);
            case ArbitraryFunction f when Field(a) is { } point:
                var field = notation.Function(f.OfCoordinates());
                return IsBare(point) ? field : new(notation.Applied(field, names[point]), Binding.Postfix);
            default:
                return notation.Call(a.Function, [.. a.Arguments.Select(Of)]);
        }
    }

    private static Expr Log(Expr x) => Build.Apply(FunctionCatalog.Log, x);

    // The point whose coordinates, all and in order, are the arguments.
    private static Point? Field(Apply a) =>
        a.Arguments[0] is Coordinate { Point: var point } && a.Arguments.Count == point.Space.Dimension
        && Enumerable.Range(0, a.Arguments.Count).All(i => a.Arguments[i] is Coordinate c && c.Point == point && c.Axis == i)
            ? point
            : null;

    private Piece OfDivGrad(DivGrad d) => OfDivGrad(d.Mobility, d.Potential, d.Point);

    /// <summary>div(mobility*grad potential), or lap potential.</summary>
    public Piece OfDivGrad(Expr mobility, Expr potential, Point point)
    {
        if (mobility == Build.One)
            return new(Operator("lap", potential), Binding.Application);
        var (coefficient, factors) = ProductText.Split(mobility);
        // grad u*grad u = |grad u|^2 on a line
        if (point.Space.Dimension == 1 && factors.Any(f => f.Base is Gradient g && g.Operand == potential && f.Exponent is Number { Value: { IsInteger: true, IsEven: false } }))
            return notation.Div(Of(mobility * Build.Gradient(potential, point, 0)).Text);
        factors.Add(new(null, Build.One, new(Operator("grad", potential), Binding.Postfix)));
        return notation.Div(ProductText.Of(this, coefficient, factors).Text);
    }

    private string Operator(string word, Expr operand) => notation.Operator(word, Of(operand), IsName(operand));

    private bool IsName(Expr operand) => operand switch
    {
        StateValue v => IsBare(v.Point),
        Symbol or Named => true,
        Coordinate c => IsBare(c.Point),
        Apply { Function: UserFunction or ArbitraryFunction } a => Field(a) is { } point && IsBare(point),
        _ => false,
    };

    // An operator at a point that is not ambient is written for the ambient one, and applied: (lap u)(y).
    private Piece Localised(Point point, Expr e, Func<Piece> write)
    {
        if (IsBare(point))
            return write();
        var outer = _ambient;
        _ambient = e.Known.FreePoints.Length == 1 ? point : null;
        var piece = write();
        _ambient = outer;
        return new(notation.Applied(piece, names[point]), Binding.Postfix);
    }

    // The two densities of a distance, at its own point.
    private string[] Densities(TransportDistance t)
    {
        var outer = _ambient;
        _ambient = t.Point;
        string[] texts = [Of(t.First).Text, Of(t.Second).Text];
        _ambient = outer;
        return texts;
    }

    private Piece OfIntegral(Integral i)
    {
        if (Convolution(i) is { } convolution)
            return convolution;
        return Joined(i.Point, i.Body);
    }

    // A row's parameters: a name for each table, the names of its columns where it has several.
    private List<string> RowNames(Point row, RowsMeasure measure)
    {
        var all = names.OfRow(row);
        var (parameters, axis) = (new List<string>(), 0);
        foreach (var width in measure.Widths)
        {
            parameters.Add(width == 1 ? notation.Name(all[axis]) : notation.Parentheses(notation.Listed([.. all.Skip(axis).Take(width).Select(notation.Name)])));
            axis += width;
        }
        return parameters;
    }

    private Piece OfRow(Expr body)
    {
        var outer = _ambient;
        _ambient = null;
        var piece = Of(body);
        _ambient = outer;
        return piece;
    }

    /// <summary>∫a + c∫b as one integral of what stands under it.</summary>
    public Piece Joined(Point point, Expr body)
    {
        if (point.Space.Measure is RowsMeasure rows)
            return notation.Rows(rows.IsMean, RowNames(point, rows), OfRow(body), point.Space.Name);
        var outer = _ambient;
        _ambient = null;
        var piece = Of(body);
        var bare = IsBare(point);
        _ambient = outer;
        return notation.Integral(point.Space, piece, bare ? null : names[point], IsSaid(point, body));
    }

    // The domain is that of the states in it; it has to be named where there is none.
    private static bool IsSaid(Point point, Expr body) => !Substitution.Contains(body, e => e is StateValue v && v.State.Space == point.Space);

    // ∫ W(x − y) g(y) dy = conv W g
    private Piece? Convolution(Integral i)
    {
        if (i.Body is not Product p || p.Factors.AsSpan().ToArray().FirstOrDefault(f => IsKernel(f, i.Point)) is not Apply kernel)
            return null;
        var density = p / kernel;
        if (density.Known.FreePoints is not [var only] || only != i.Point)
            return null;
        var ambient = Substitution.MovePoint(density, i.Point, i.Point with { Index = 0 });
        return notation.Convolution(kernel.Function, Of(ambient));
    }

    private bool IsKernel(Expr factor, Point bound)
    {
        if (factor is not Apply { Function: UserFunction or ArbitraryFunction } a || a.Arguments.Count != bound.Space.Dimension)
            return false;
        var ambient = _ambient is { } inner && inner.Space == bound.Space ? inner : bound with { Index = 0 };
        return ambient != bound && Enumerable.Range(0, a.Arguments.Count)
            .All(k => ReferenceEquals(a.Arguments[k], Build.Coordinate(ambient, k) - Build.Coordinate(bound, k)));
    }

    private string CoordinateOf(Point point, int axis) => point.Space.Measure is RowsMeasure ? notation.Name(names.OfRow(point)[axis])
        : point.Space.Dimension == 1 ? notation.Name(names[point]) : notation.Component(names[point], point.Space.Axes[axis]);

    private bool IsBare(Point point) => _ambient is { } ambient && ambient.Space == point.Space ? point == ambient : point.Index == 0;
}
