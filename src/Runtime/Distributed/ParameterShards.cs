using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>
/// The whole parameters in ranges, of which each rank adds up, and updates, one. Padding, which belongs to no element, does not travel: a range is
/// packed before it is sent. New parameters travel as their changes. Tables with sparse updates are on all ranks.
/// </summary>
internal sealed unsafe class ParameterShards
{
    /// <summary>Ranges begin at multiples of 64 bytes.</summary>
    public const int Unit = FloatArena.Alignment;

    // Of each range, the stretches between padding, by their place in the whole.
    private readonly (int First, int Length)[][] _runs;
    private readonly int[] _padding;
    private readonly FloatArena _packed, _older;

    // How each rank has written its range's changes.
    private readonly ChangeForm[] _forms;

    /// <param name="group">This rank among the others.</param>
    /// <param name="floats">Floats of whole parameters, a multiple of 16.</param>
    /// <param name="padding">The places among them that belong to no element, rising.</param>
    /// <param name="unit">What the ranges' bounds are multiples of.</param>
    public ParameterShards(RankGroup group, int floats, int[] padding, int unit)
    {
        _padding = padding;
        Bounds = [.. Enumerable.Range(0, group.Ranks + 1).Select(rank => Bound(floats, unit, rank, group.Ranks))];
        (Group, First, End) = (group, Bounds[group.Rank], Bounds[group.Rank + 1]);
        _runs = [.. Enumerable.Range(0, group.Ranks).Select(rank => RunsOf(Bounds[rank], Bounds[rank + 1]))];
        _packed = new FloatArena(IsDense(group.Rank) ? 0 : PackedFloats(group.Rank));
        _older = new FloatArena(PackedFloats(group.Rank));
        _forms = GC.AllocateArray<ChangeForm>(group.Ranks, pinned: true);
    }

    public RankGroup Group { get; }

    /// <summary>Where each rank's range begins, and at last the number of floats.</summary>
    public int[] Bounds { get; }

    /// <summary>Where this rank's range begins.</summary>
    public int First { get; }

    /// <summary>Where it ends.</summary>
    public int End { get; }

    /// <summary>Floats of it.</summary>
    public int Length => End - First;

    /// <summary>Elements of a rank's range: what travels of it.</summary>
    public int PackedFloats(int rank) => Elements(Bounds[rank + 1]) - Elements(Bounds[rank]);

    /// <summary>This rank's sum of gradients, to the owner of each range. What belongs to others is packed in place, and lost.</summary>
    /// <param name="sum">Of all whole parameters.</param>
    public void SendGradients(float* sum)
    {
        for (int step = 1; step < Group.Ranks; step++)
        {
            int rank = (Group.Rank + step) % Group.Ranks;
            float* range = sum + Bounds[rank];
            Pack(sum, rank, range);
            Group.Send(rank, range, PackedFloats(rank));
        }
    }

    /// <summary>Expects another rank's sum of this rank's range; <see cref="UnpackGradients"/> takes it up then.</summary>
    public void ReceiveGradients(int rank, float* range) => Group.Receive(rank, range, PackedFloats(Group.Rank));

    /// <summary>Puts the elements of this rank's range, which lie side by side at its beginning, in their places.</summary>
    public void UnpackGradients(float* range) => Unpack(range - First, Group.Rank);

    /// <summary>
    /// Keeps this rank's range of the parameters as it is before an update, so that <see cref="GatherParameters"/> knows what has changed.
    /// </summary>
    /// <param name="values">All whole parameters, the same on all ranks.</param>
    public void KeepParameters(float* values) => Pack(values, Group.Rank, _older.Pointer);

    /// <summary>This rank's updated range of the parameters, to all others, and theirs from them.</summary>
    /// <param name="values">All whole parameters, in this rank's range the new ones, elsewhere those before the update.</param>
    /// <param name="scratch">As many floats, which are lost.</param>
    public void GatherParameters(float* values, float* scratch)
    {
        SendParameters(values, scratch + First);
        for (int rank = 0; rank < Group.Ranks; rank++)
        {
            if (PackedFloats(rank) > 0)
            {
                Group.Receive(rank, FormOf(rank), ChangeForm.OwnWords);
                Group.Receive(rank, scratch + Bounds[rank], PackedFloats(rank));
            }
        }

        Group.Run();
        for (int rank = 0; rank < Group.Ranks; rank++)
        {
            if (rank != Group.Rank)
            {
                TakeParameters(values, rank, scratch + Bounds[rank]);
            }
        }
    }

    private void SendParameters(float* values, float* scratch)
    {
        int floats = PackedFloats(Group.Rank), padded = (int)FloatArena.RoundUp(floats);
        float* own = values + First;
        if (!IsDense(Group.Rank))
        {
            own = _packed.Pointer;
            Pack(values, Group.Rank, own);
        }

        ChangeForm form = FloatChanges.Take(_older.Pointer, own, padded);
        if (form.Words(padded) >= floats)
        {
            form = default;
        }

        if (form.Bytes > 0)
        {
            FloatChanges.Write(form, _older.Pointer, own, padded, scratch);
            own = scratch;
            floats = (int)form.Words(padded);
        }

        if (floats > 0)
        {
            _forms[Group.Rank] = form;
            Group.SendAll(FormOf(Group.Rank), ChangeForm.OwnWords);
            Group.SendAll(own, floats);
        }
    }

    private void TakeParameters(float* values, int rank, float* arrived)
    {
        int floats = PackedFloats(rank), padded = (int)FloatArena.RoundUp(floats);
        float* range = values + Bounds[rank];
        if (_forms[rank].Bytes == 0)
        {
            new ReadOnlySpan<float>(arrived, floats).CopyTo(new Span<float>(range, floats));
        }
        else
        {
            _forms[rank].Check(floats, padded);
            Pack(values, rank, range);
            FloatChanges.Apply(_forms[rank], arrived, range, padded);
        }

        Unpack(values, rank);
    }

    private float* FormOf(int rank) => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(_forms, rank);

    private bool IsDense(int rank) => PackedFloats(rank) == Bounds[rank + 1] - Bounds[rank];

    private void Pack(float* whole, int rank, float* to)
    {
        if (IsDense(rank) && to == whole + Bounds[rank])
        {
            return;
        }

        foreach ((int first, int length) in _runs[rank])
        {
            new ReadOnlySpan<float>(whole + first, length).CopyTo(new Span<float>(to, length));
            to += length;
        }
    }

    /// <summary>From the last stretch to the first, since none may be written over before it has moved; padding becomes 0.</summary>
    private void Unpack(float* whole, int rank)
    {
        if (IsDense(rank))
        {
            return;
        }

        float* from = whole + Bounds[rank] + PackedFloats(rank);
        int end = Bounds[rank + 1];
        for (int i = _runs[rank].Length - 1; i >= 0; i--)
        {
            (int first, int length) = _runs[rank][i];
            from -= length;
            new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(whole + first, length));
            new Span<float>(whole + first + length, end - first - length).Clear();
            end = first;
        }

        new Span<float>(whole + Bounds[rank], end - Bounds[rank]).Clear();
    }

    /// <summary>Where a rank's range begins: as many elements lie before it as are each rank's share, to half a unit.</summary>
    private int Bound(int floats, int unit, int rank, int ranks)
    {
        long wanted = (long)Elements(floats) * rank / ranks;
        int low = 0, high = (floats + unit - 1) / unit;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            int half = (int)Math.Min(floats, ((long)middle * unit) + (unit / 2));
            (low, high) = Elements(half) < wanted ? (middle + 1, high) : (low, middle);
        }

        return rank == ranks ? floats : (int)Math.Min(floats, (long)low * unit);
    }

    /// <summary>Elements before a place.</summary>
    private int Elements(int place)
    {
        int found = Array.BinarySearch(_padding, place);
        return place - (found < 0 ? ~found : found);
    }

    private (int First, int Length)[] RunsOf(int first, int end)
    {
        var runs = new List<(int, int)>();
        for (int i = first - Elements(first); first < end; i++)
        {
            int next = i < _padding.Length ? Math.Min(_padding[i], end) : end;
            if (next > first)
            {
                runs.Add((first, next - first));
            }

            first = next + 1;
        }

        return [.. runs];
    }
}
