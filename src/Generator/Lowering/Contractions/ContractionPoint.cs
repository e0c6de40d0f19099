using System.Collections.Generic;
using System.Linq;
using NetCompiler.Generator.Loops;

namespace NetCompiler.Generator.Lowering.Contractions;

/// <summary>Where each access stands when some of the indices are set and the others are 0.</summary>
internal sealed class ContractionPoint(IReadOnlyList<Place> places)
{
    public static ContractionPoint Origin(ContractionForm form) =>
        new([.. form.Accesses.Select(a => new Place(form.Nest.Buffers[a.Buffer].Name, a.Offset.Constant))]);

    /// <summary>The place of an access, some floats further.</summary>
    public Place this[int access, long floats = 0] => places[access].Plus(floats);

    /// <summary>The point with an index set.</summary>
    public ContractionPoint At(ContractionAxis axis, Offset index) =>
        new([.. places.Select((place, access) => place.Plus(index.Times(axis.Moves[access])))]);

    /// <summary>Binds a reference to every place that depends on a variable, so that what is inside adds constants only.</summary>
    public ContractionPoint Bind(NestNames names, List<Stmt> body)
    {
        var bound = new Dictionary<Place, Place>();
        return new([.. places.Select(place => place.Offset.Terms.Count == 0 ? place : bound.TryGetValue(place, out Place? known) ? known
            : bound[place] = New(place))]);

        Place New(Place place)
        {
            string name = names.New(place.Pointer);
            body.Add(new LetPointer(name, place));
            return new(name, 0);
        }
    }

    /// <summary>A reference of its own for an access, which a loop then moves.</summary>
    public ContractionPoint Detach(int access, NestNames names, List<Stmt> body)
    {
        string name = names.New(places[access].Pointer);
        body.Add(new LetPointer(name, places[access]));
        return new([.. places.Select((place, i) => i == access ? new Place(name, 0) : place)]);
    }
}
