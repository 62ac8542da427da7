using Flows.Compiler.Functions;
using Flows.Language;

namespace Flows.Compiler.Kernels;

/// <summary>A function that a program evaluates lane by lane.</summary>
/// <param name="Function">What is called.</param>
/// <param name="Arguments">Names of the arguments in the program.</param>
internal sealed record ScalarCall(Function Function, Seq<int> Arguments);
