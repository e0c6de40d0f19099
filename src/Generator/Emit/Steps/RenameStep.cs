using System;
using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Emit.Steps;

/// <summary>The statements of a step with other names and places.</summary>
/// <param name="names">Of vectors.</param>
/// <param name="places">Asked for in the order of <see cref="StepForm"/>.</param>
internal sealed class RenameStep(IReadOnlyDictionary<string, string> names, Func<Place, Place> places)
{
    private readonly HashSet<string> _declared = [];

    /// <param name="declares">Whether a vector of that (new) name is declared where it is first written.</param>
    public Stmt Run(Stmt statement, Func<string, bool> declares)
    {
        switch (statement)
        {
            case LetVector let:
                return Written(let.Name, Run(let.Value), declares);
            case SetVector set:
                return Written(set.Name, Run(set.Value), declares);
            case StoreVector store:
                Vec value = Run(store.Value);
                return new StoreVector(places(store.Place), value);
            case StepCall call:
                return call with
                {
                    Places = new(call.Places.Select(places)),
                    Changed = new(call.Changed.Select(name => names[name])),
                    Read = new(call.Read.Select(name => names[name])),
                };
            default:
                throw new ArgumentOutOfRangeException(nameof(statement));
        }
    }

    private Stmt Written(string name, Vec value, Func<string, bool> declares) =>
        declares(names[name]) && _declared.Add(names[name]) ? new LetVector(names[name], value) : new SetVector(names[name], value);

    private Vec Run(Vec value) => value switch
    {
        VectorName name => new VectorName(names[name.Name]),
        VectorLoad load => new VectorLoad(places(load.Place)),
        VectorBroadcast load => new VectorBroadcast(places(load.Place)),
        VectorConst or VectorUnary or VectorBinary or VectorMultiplyAdd or VectorSelect => KernelParts.WithOperands(value, Run),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
