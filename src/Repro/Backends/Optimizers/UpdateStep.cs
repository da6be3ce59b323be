namespace Repro.Backends.Optimizers;

/// <summary>The formula of a step. <c>docs/arithmetic.md</c> has each one with its order of operations.</summary>
internal enum UpdateRule
{
    Sgd,
    RmsProp,
    Adam,
    Adagrad,
    Adadelta,
    Adamax,
    Nadam,
    Ftrl,
}

/// <summary>What one step does to every weight: a rule with its coefficients.</summary>
internal readonly record struct UpdateStep(UpdateRule Rule)
{
    /// <summary>The learning rate; for Adam, Adamax and Nadam with the correction of the first moment's bias.</summary>
    public float Rate { get; init; }

    /// <summary>The share of each weight that is subtracted before the update.</summary>
    public float Shrink { get; init; }

    /// <summary>The share of the previous move that is kept.</summary>
    public float Momentum { get; init; }

    /// <summary>The share of the gradient that enters its running mean: 1 - beta_1, and 1 - rho of a centered RMSprop.</summary>
    public float MeanShare { get; init; }

    /// <summary>The share of a running mean of squares (Adamax: of the maximum) that is kept: rho or beta_2.</summary>
    public float SquareKept { get; init; }

    /// <summary>The share of the squared gradient that enters its running mean: 1 - rho or 1 - beta_2.</summary>
    public float SquareShare { get; init; }

    public float Epsilon { get; init; }

    /// <summary>Nadam: the learning rate of the gradient itself.</summary>
    public float GradientRate { get; init; }

    /// <summary>Nadam: the correction of the second moment's bias.</summary>
    public float SquareScale { get; init; }

    /// <summary>Ftrl: the bound below which a weight is 0.</summary>
    public float L1 { get; init; }

    /// <summary>Ftrl: twice the strength of L2, and beta over the learning rate.</summary>
    public float DoubleL2 { get; init; }

    /// <summary>Ftrl: the share of the weight that joins its gradient.</summary>
    public float Shrinkage { get; init; }

    /// <summary>Whether the previous moves are kept.</summary>
    public bool HasMomentum => Momentum != 0;

    /// <summary>The number of arrays that the rule keeps.</summary>
    public int Slots =>
        Rule switch
        {
            UpdateRule.Sgd => HasMomentum ? 1 : 0,
            UpdateRule.RmsProp => 1 + (HasMomentum ? 1 : 0) + (Centered ? 1 : 0),
            UpdateRule.Adam => Amsgrad ? 3 : 2,
            UpdateRule.Adagrad => 1,
            _ => 2,
        };

    /// <summary>SGD: whether the move is that of the step to come (Nesterov).</summary>
    public bool Nesterov { get; init; }

    /// <summary>RMSprop: whether the variance is divided by.</summary>
    public bool Centered { get; init; }

    /// <summary>RMSprop and Adagrad: whether epsilon is inside the root.</summary>
    public bool Inside { get; init; }

    /// <summary>Adam: whether the largest mean square so far is divided by.</summary>
    public bool Amsgrad { get; init; }
}
