using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NetCompiler.Generator.Diagnostics;

/// <summary>Every diagnostic of the compiler; each has its page <c>docs/diagnostics/NETnnn.md</c>.</summary>
internal static class Descriptors
{
    // The class: 001 to 009.
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "NET001", "A network must be partial", "The network class '{0}' must be declared partial, so that its other half can be generated");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "NET002", "A type around a network must be partial", "The type '{0}' contains the network '{1}' and must be declared partial too");

    public static readonly DiagnosticDescriptor NotPlainClass = Error(
        "NET003", "A network must be a plain class", "The network '{0}' must be a plain class, but it is {1}");

    public static readonly DiagnosticDescriptor HasBaseClass = Error(
        "NET004", "A network cannot have a base class", "The network '{0}' cannot derive from '{1}', because its base class '{2}' is generated");

    public static readonly DiagnosticDescriptor NotANetwork = Warning(
        "NET005", "A class without Network or Block", "The class '{0}' has [{1}], but neither [Network] nor [Block], so nothing is generated for it");

    public static readonly DiagnosticDescriptor OutOfOrder = Warning(
        "NET006", "Attributes out of order",
        "[{0}] stands {1} the layer [{2}]; attributes stand as the data flows: the input before the layers, the loss after them");

    public static readonly DiagnosticDescriptor NameClash = Error(
        "NET007", "A name that generated code needs", "The other half of {0} cannot be generated: {1}");

    // The structure of the network: 010 to 019.
    public static readonly DiagnosticDescriptor NoInput = Error(
        "NET010", "A network needs an input", "The network '{0}' has no [Input], which gives the shape of one sample without the batch");

    public static readonly DiagnosticDescriptor NoLayers = Error(
        "NET011", "A network needs a layer",
        "The network '{0}' has no layers; at least one layer attribute, such as [Dense(10)], must stand above it");

    public static readonly DiagnosticDescriptor LayersSplit = Error(
        "NET012", "Layers must stand above one declaration",
        "The layers of '{0}' stand above several of its partial declarations, so their order is undefined; [{1}] must stand beside the first "
            + "layer, [{2}]");

    public static readonly DiagnosticDescriptor BadLayerName = Error(
        "NET013", "A layer's name must be an identifier",
        "The layer name '{0}' cannot be used; a name has letters, digits and underscores only, and does not start with a digit");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "NET014", "Layer names must differ", "The layer name '{0}' is taken by {1}; names must differ in more than upper and lower case");

    public static readonly DiagnosticDescriptor UnknownLayer = Error(
        "NET015", "Unknown layer", "The attribute '{0}' is not a layer that the compiler knows");

    public static readonly DiagnosticDescriptor EmptyShape = Error(
        "NET017", "A shape needs a size", "{0}: a shape needs at least one size");

    // Values of arguments: 020 to 029.
    public static readonly DiagnosticDescriptor TooSmall = Error(
        "NET020", "A size must be at least 1", "{0}: {1} must be at least 1, but is {2}");

    public static readonly DiagnosticDescriptor WrongLength = Error(
        "NET021", "One value or two", "{0}: {1} takes one value, or two (height, width), but has {2}");

    public static readonly DiagnosticDescriptor RateOutOfRange = Error(
        "NET022", "A dropout rate must be in [0, 1)", "{0}: the rate must be at least 0 and less than 1, but is {1}");

    public static readonly DiagnosticDescriptor UnknownEnumValue = Error(
        "NET023", "Unknown value of an enum", "{0}: {1} is not a value of {2}");

    public static readonly DiagnosticDescriptor StrideWithDilation = Error(
        "NET024", "Strides and dilation exclude each other",
            "{0}: strides of {1} cannot be combined with a dilation rate of {2}; one of them must be 1");

    public static readonly DiagnosticDescriptor AlphaUnused = Error(
        "NET025", "An activation without an alpha", "{0}: {1} has no alpha; only LeakyRelu, Elu and Celu have one");

    public static readonly DiagnosticDescriptor NumberInvalid = Error(
        "NET026", "A number must be finite", "{0}: the {1} must be {2}, but is {3}");

    public static readonly DiagnosticDescriptor Negative = Error(
        "NET027", "A margin must not be negative", "{0}: {1} must be at least 0, but is {2}");

    public static readonly DiagnosticDescriptor EpsilonInvalid = Error(
        "NET028", "An epsilon must be above 0", "{0}: the epsilon must be finite and greater than 0, but is {1}");

    public static readonly DiagnosticDescriptor MomentumOutOfRange = Error(
        "NET029", "A momentum must be in [0, 1]", "{0}: the momentum must be at least 0 and at most 1, but is {1}");

    // Shapes: 030 to 039.
    public static readonly DiagnosticDescriptor WrongRank = Error(
        "NET030", "An image is needed", "{0}: [{1}] needs an input of shape {2}, but '{3}' gives {4}");

    public static readonly DiagnosticDescriptor WindowTooLarge = Error(
        "NET031", "A window must lie inside its image",
        "{0}: a window that covers {1} does not fit into the {2} that '{3}' gives; with Padding.Valid it must lie inside the image");

    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Error(
        "NET032", "Groups must divide channels and filters", "{0}: {1} groups do not divide the {2}");

    public static readonly DiagnosticDescriptor ReshapeCount = Error(
        "NET033", "A reshape keeps the elements", "{0}: the shape {1} does not hold the {2} elements of the {3} that '{4}' gives");

    public static readonly DiagnosticDescriptor ReshapeAmbiguous = Error(
        "NET034", "Only one size can be inferred", "{0}: only one size may be -1 and be inferred, but {1} has {2}");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "NET035", "Larger than an arena", "{0}: {1} would take {2} bytes; at most 8589934080 are possible{3}");

    public static readonly DiagnosticDescriptor SoftmaxOverOne = Warning(
        "NET036", "A softmax or normalization over one value", "{0}: {1} over a last axis of size 1 always gives {2}; its input is {3}");

    public static readonly DiagnosticDescriptor NothingLeft = Error(
        "NET037", "Cropping must leave a pixel", "{0}: cropping leaves nothing of the {1} that '{2}' gives");

    // The loss: 040 to 049.
    public static readonly DiagnosticDescriptor NeedsClasses = Error(
        "NET040", "A categorical loss needs classes",
        "{0} needs at least 2 classes on the last axis, but the output of '{1}' is {2}; for a single probability use BinaryCrossentropy");

    public static readonly DiagnosticDescriptor NotProbabilities = Error(
        "NET041", "The loss needs probabilities",
        "{0} needs probabilities, but '{1}' with output {2} has {3}; end in Activation.{4}, or set FromLogits = true and end in no activation");

    public static readonly DiagnosticDescriptor DoubtfulProbabilities = Warning(
        "NET042", "The loss expects probabilities",
        "{0} expects {1}, but '{2}' with output {3} has {4}; end in Activation.{5} unless this is meant");

    public static readonly DiagnosticDescriptor LogitsAfterProbabilities = Warning(
        "NET043", "Softmax or sigmoid twice",
        "FromLogits = true applies a {0} inside the loss, but the output of '{1}' went through {2} already");

    public static readonly DiagnosticDescriptor SmoothingOutOfRange = Error(
        "NET044", "Label smoothing must be in [0, 1]", "LabelSmoothing must be at least 0 and at most 1, but is {0}");

    public static readonly DiagnosticDescriptor LossOptionUnused = Error(
        "NET045", "A loss without this option", "{0} has no meaning for {1}; only {2}");

    public static readonly DiagnosticDescriptor DeltaInvalid = Error(
        "NET046", "Delta must be above 0", "Delta must be finite and greater than 0, but is {0}");

    public static readonly DiagnosticDescriptor TargetForEachPlace = Warning(
        "NET047", "A target for each place",
        "The loss compares the output {1} of '{0}' with a target for each of its {2} places; for one for each sample put [Flatten] or a global pool "
            + "before '{0}'");

    public static readonly DiagnosticDescriptor IgnoredClassInvalid = Error(
        "NET048", "An ignored class that is no label", "The ignored class must be from -16777216 to 16777216, as labels are floats, but is {0}");

    // Methods over tensors: 050 to 069.
    public static readonly DiagnosticDescriptor Unreadable = Error(
        "NET050", "The network compiler cannot read this",
        "The network compiler cannot read {0} in a method over tensors; it reads locals, tuples, constants, operators, calls of layers, functions "
            + "and methods in source, if and loops over constants, and return");

    public static readonly DiagnosticDescriptor NotConstant = Error(
        "NET051", "Not known while compiling", "'{0}' is {1}, but {2} is needed here");

    public static readonly DiagnosticDescriptor UnknownMethod = Error(
        "NET052", "Unknown method", "'{0}' is no layer, no function over tensors and no method in source");

    public static readonly DiagnosticDescriptor ArgumentsDoNotFit = Error(
        "NET053", "Arguments do not fit", "'{0}' does not take ({1}); it is declared as {2}");

    public static readonly DiagnosticDescriptor FunctionShapes = Error(
        "NET054", "Shapes do not fit", "{0} does not fit the shapes {1}: {2}");

    public static readonly DiagnosticDescriptor AxisOutOfRange = Error(
        "NET055", "No such axis", "{0}: the shape {2} has no axis {1}");

    public static readonly DiagnosticDescriptor IndexOutOfRange = Error(
        "NET056", "No such place", "{0}: there is no {1}; expected {2}");

    public static readonly DiagnosticDescriptor ForwardInvalid = Error(
        "NET057", "A method over tensors cannot be read", "The method '{0}' {1}");

    public static readonly DiagnosticDescriptor SeveralForwards = Error(
        "NET058", "A class has one forward method", "The class '{0}' has several methods with [Forward]: '{1}' beside '{2}'");

    public static readonly DiagnosticDescriptor LayerMethodInvalid = Error(
        "NET059", "A layer's method must be partial", "The method '{0}' has layers and must be {1}");

    public static readonly DiagnosticDescriptor SharedShape = Error(
        "NET060", "Shared weights have one shape", "The layer '{0}' is called with an input of shape {1}, but its weights are of its first call "
            + "with {2}");

    public static readonly DiagnosticDescriptor UnusedLayer = Warning(
        "NET061", "A layer is never called", "The layer '{0}' is never called by the forward method, so the network does not have it");

    public static readonly DiagnosticDescriptor DoesNotEnd = Error(
        "NET062", "A method over tensors must end", "Reading this takes {0}; loops and calls must end while compiling");

    public static readonly DiagnosticDescriptor BlockInvalid = Error(
        "NET063", "A class cannot be a layer", "The class '{0}' cannot be a layer: {1}");

    public static readonly DiagnosticDescriptor InputCount = Error(
        "NET064", "A layer takes so many inputs", "The layer '{0}' takes {1}, but is called with {2}");

    public static readonly DiagnosticDescriptor NoBody = Error(
        "NET065", "A method without a body", "The method '{0}' has no body in source that the network compiler could read");

    public static readonly DiagnosticDescriptor SeveralLosses = Error(
        "NET066", "A network has one loss", "The class '{0}' has several methods with [Loss]: '{1}' beside '{2}'");

    public static readonly DiagnosticDescriptor LossUnclear = Error(
        "NET067", "The loss is not clear", "The loss of '{0}' is not clear: {1}");

    public static readonly DiagnosticDescriptor NeverUsed = Warning(
        "NET068", "A value is never used", "{0} is never used by what {1} gives, so it changes nothing");

    public static readonly DiagnosticDescriptor NoEffect = Warning(
        "NET069", "An attribute without effect", "[{0}] before '{1}' has no effect: {2}");

    // Options of layers: 070 to 079.
    public static readonly DiagnosticDescriptor CausalPadding = Error(
        "NET070", "Causal padding is for sequences", "{0}: Padding.Causal is for [Conv1D] only; [{1}] takes Padding.Valid or Padding.Same");

    public static readonly DiagnosticDescriptor SharedAxesUnknown = Error(
        "NET071", "Shared axes must be axes of the input", "{0}: SharedAxes {1} must count the input's axes from 1 to {2}; '{4}' gives {3}");

    public static readonly DiagnosticDescriptor PenaltyInvalid = Error(
        "NET072", "A penalty must not be negative", "{0}: {1} must be finite and at least 0, but is {2}");

    public static readonly DiagnosticDescriptor NormLimitInvalid = Error(
        "NET073", "A limit of norms must be above 0", "{0}: {1} must be greater than 0, but is {2}");

    public static readonly DiagnosticDescriptor ExamplesWithoutLoss = Error(
        "NET074", "Gradients of single samples need a loss", "The network '{0}' asks for the gradients of single samples, but has no loss");

    public static readonly DiagnosticDescriptor SparseUpdatesUnfit = Error(
        "NET076", "Not with sparse updates", "{0}: SparseUpdates, by which a training step changes only the rows that it read, do not go with {1}");

    public static readonly DiagnosticDescriptor SamplesMixed = Error(
        "NET075", "A layer mixes the samples of a batch",
        "The network '{0}' asks for the gradients of single samples, but its layer '{1}' mixes the samples of a batch; normalise each sample by "
            + "itself instead, or set Trainable = false");

    // Tables and attention: 080 to 089.
    public static readonly DiagnosticDescriptor HeadsDoNotDivide = Error(
        "NET080", "Heads must fall into groups", "{0}: {1} heads of keys and values do not divide {2} heads of queries");

    public static readonly DiagnosticDescriptor AttentionShapes = Error(
        "NET081", "Inputs of an attention do not fit", "{0}: the shapes {1} do not fit an attention: {2}");

    public static readonly DiagnosticDescriptor TooManyPlaces = Error(
        "NET082", "More places than positions", "{0}: the table has {1} rows, one for each place along the last axis but one, but '{3}' gives {2}");

    public static readonly DiagnosticDescriptor TableUnfit = Error(
        "NET083", "No table to share", "{0}: the table of '{1}' cannot be shared: {2}");

    // Sequences.
    public static readonly DiagnosticDescriptor StatesDoNotFit = Error(
        "NET084", "First states do not fit", "{0}: the shapes {1} do not fit: behind the sequence stand {2} first states of shape {3}, or none");

    public static readonly DiagnosticDescriptor BidirectionalOption = Error(
        "NET085", "Not with two directions", "{0}: {1} does not go with [Bidirectional], which takes the steps in both directions");

    public static readonly DiagnosticDescriptor StatefulWithStates = Error(
        "NET077", "A stateful layer with first states",
        "{0}: Stateful begins with the states that the batch before has left, so the layer's method takes no first states");

    public static readonly DiagnosticDescriptor ArgumentInvalid = Error(
        "NET078", "An argument of a block that does not fit", "The argument '{0}' of '{1}' does not fit: {2}");

    public static readonly DiagnosticDescriptor ActivationOfRows = Error(
        "NET086", "An activation of rows in a cell", "{0}: a recurrent layer takes an activation of each value by itself, and {1} works on rows");

    public static readonly DiagnosticDescriptor WrapperInvalid = Error(
        "NET087", "An attribute that does not go before this layer", "{0}: [{1}] does not go before [{2}]: {3}");

    public static readonly DiagnosticDescriptor StatesNotTaken = Error(
        "NET088", "Last states need a place", "{0}: {1}");

    public static readonly DiagnosticDescriptor ScanInvalid = Error("NET089", "A scan that does not fit", "This scan cannot be read: {0}");

    public static readonly DiagnosticDescriptor StreamInvalid = Error(
        "NET092", "A network that cannot go on step by step", "The network '{0}' cannot be streamed: {1}");

    // The compiler itself, and what it runs in.
    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "NET097", "Generated code needs a newer C#",
        "Networks are generated as C# {0}, but the project is C# {1}; leave LangVersion out of it, or set it to {0} or more");

    public static readonly DiagnosticDescriptor UnknownInstructionSet = Error(
        "NET098", "No such instruction set", "NetCompilerInstructionSets names '{0}'; Avx512, Avx2, Portable and WebAssembly are known");

    public static readonly DiagnosticDescriptor InternalError = Error(
        "NET099", "The network compiler failed", "The network compiler failed on '{0}', which is a defect of its own: {1}");

    private const string Category = "NetCompiler";

    /// <summary>What the property <c>NetCompilerDocumentation</c> was when this assembly was built.</summary>
    private static string Documentation => typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == nameof(Documentation)).Value ?? "";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new DiagnosticDescriptor[]
    {
        NotPartial, ContainerNotPartial, NotPlainClass, HasBaseClass, NotANetwork, OutOfOrder, NameClash,
        NoInput, NoLayers, LayersSplit, BadLayerName, NameTaken, UnknownLayer, EmptyShape,
        TooSmall, WrongLength, RateOutOfRange, UnknownEnumValue, StrideWithDilation, AlphaUnused, NumberInvalid, Negative, EpsilonInvalid,
        MomentumOutOfRange,
        WrongRank, WindowTooLarge, GroupsDoNotDivide, ReshapeCount, ReshapeAmbiguous, TooLarge, SoftmaxOverOne, NothingLeft,
        NeedsClasses, NotProbabilities, DoubtfulProbabilities, LogitsAfterProbabilities, SmoothingOutOfRange, LossOptionUnused, DeltaInvalid,
        TargetForEachPlace, IgnoredClassInvalid,
        Unreadable, NotConstant, UnknownMethod, ArgumentsDoNotFit, FunctionShapes, AxisOutOfRange, IndexOutOfRange, ForwardInvalid, SeveralForwards,
        LayerMethodInvalid, SharedShape, UnusedLayer, DoesNotEnd, BlockInvalid, InputCount, NoBody, SeveralLosses, LossUnclear, NeverUsed, NoEffect,
        CausalPadding, SharedAxesUnknown, PenaltyInvalid, NormLimitInvalid, ExamplesWithoutLoss, SamplesMixed, SparseUpdatesUnfit,
        HeadsDoNotDivide, AttentionShapes, TooManyPlaces, TableUnfit,
        StatesDoNotFit, BidirectionalOption, StatefulWithStates, ArgumentInvalid, ActivationOfRows, WrapperInvalid, StatesNotTaken,
        ScanInvalid, StreamInvalid,
        OldLanguage, UnknownInstructionSet, InternalError,
    }.ToDictionary(d => d.Id);

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values.OrderBy(d => d.Id, System.StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(string id) => ById[id];

    /// <summary>The address of a diagnostic's page; null where the documentation has none.</summary>
    /// <param name="documentation">Where the folder of the documentation is, with a slash at its end; empty for nowhere.</param>
    public static string? HelpLink(string id, string documentation) =>
        documentation.Length == 0 ? null : documentation + "docs/diagnostics/" + id + ".md";

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLink(id, Documentation));
}
