using Repro.Project;

namespace Repro.Data.Catalog;

/// <summary>Published weights by the model that takes them: those that the project declares, and the built-in ones.</summary>
/// <param name="declared">The project's, which come before built-in weights of the same model.</param>
internal sealed class WeightsCatalog(IEnumerable<WeightsDeclaration> declared)
{
    private readonly IReadOnlyList<WeightsDeclaration> _declared = [.. declared];

    /// <summary>The built-in weights, then the project's.</summary>
    public IReadOnlyList<WeightsDeclaration> All =>
        [.. BuiltInWeights.All.Where(weights => _declared.All(other => other.Model != weights.Model)), .. _declared];

    /// <summary>The weights, one for each file.</summary>
    public IReadOnlyList<WeightsDeclaration> Files => [.. All.DistinctBy(weights => weights.File.Path)];

    /// <summary>What can be fetched together: <c>vgg16</c> for all files in that folder.</summary>
    public IReadOnlyList<string> Groups => [.. All.Select(weights => weights.Group).Distinct()];

    /// <summary>Whether all weights of a group are built in.</summary>
    public bool IsBuiltIn(string group) =>
        BuiltInWeights.All.Any(weights => weights.Group == group) && _declared.All(weights => weights.Group != group);

    /// <summary>The files that a name stands for: a group or a model; none where it is neither.</summary>
    public IReadOnlyList<WeightsDeclaration> Named(string name) =>
        Files.Where(weights => weights.Group == name).ToArray() is { Length: > 0 } group
            ? group
            : [.. All.Where(weights => weights.Model == name)];

    /// <summary>The weights of a model, or null.</summary>
    public WeightsDeclaration? Find(string model) => All.FirstOrDefault(weights => weights.Model == model);

    /// <exception cref="InputException">None are known for the model.</exception>
    public WeightsDeclaration For(string model) =>
        Find(model)
        ?? throw new InputException(
            $"No published weights are known for the model '{model}'.{Spelling.Suggestion(model, All.Select(weights => weights.Model))} They are for {string.Join(", ", All.Select(weights => weights.Model))}. Declare others under 'weights' of {ProjectFile.Name}."
        );
}
