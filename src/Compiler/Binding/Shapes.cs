namespace Flows.Compiler.Binding;

/// <summary>Names the shapes of values in the author's words.</summary>
internal static class Shapes
{
    /// <summary>With its article: "a real", "a vector of 2".</summary>
    public static string Describe(Value value) => value switch
    {
        RealValue => "a real",
        VectorValue v => $"a vector of {v.Components.Count}",
        MatrixValue m => $"a matrix of {m.Rows.Count} by {m.Columns}",
        BooleanValue => "a condition",
        TextValue => "a string",
        DataValue d => $"data of {DataErrors.Count(d.Rows, "row")}",
        ListValue => "a list",
        FieldValue f => $"the field `{f.Name}`",
        FunctionValue f => f.Arity == 1 ? "a function" : $"a function of {f.Arity} arguments",
        FunctionalValue => "a functional",
        _ => "nothing known",
    };
}
