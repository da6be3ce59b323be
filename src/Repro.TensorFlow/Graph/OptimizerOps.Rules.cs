using Repro.Backends.Optimizers;
using Repro.TensorFlow.Seam;

namespace Repro.TensorFlow.Graph;

/// <summary>The formulas of the optimizers.</summary>
internal sealed partial class OptimizerOps
{
    private readonly EagerOp _multiply = new("Mul", "optimizer");
    private readonly EagerOp _square = new("Square", "optimizer");
    private readonly EagerOp _root = new("Sqrt", "optimizer");
    private readonly EagerOp _sign = new("Sign", "optimizer");
    private readonly EagerOp _add = new("AddV2", "optimizer");
    private readonly EagerOp _subtract = new("Sub", "optimizer");
    private readonly EagerOp _divide = new("RealDiv", "optimizer");
    private readonly EagerOp _minimum = new("Minimum", "optimizer");
    private readonly EagerOp _maximum = new("Maximum", "optimizer");
    private readonly EagerOp _magnitude = new("Abs", "optimizer");
    private readonly EagerOp _halfSquares = new("L2Loss", "optimizer");

    private EagerTensor Rate => Number("rate", _step.Rate);

    private EagerTensor Epsilon => Number("epsilon", _step.Epsilon);

    /// <summary>The new weights.</summary>
    /// <param name="w">The weights after their decay.</param>
    /// <param name="slots">Takes what is kept after the step.</param>
    private EagerTensor Moved(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots) =>
        _step.Rule switch
        {
            UpdateRule.Sgd => Sgd(w, parameter, g, slots),
            UpdateRule.RmsProp => RmsProp(w, parameter, g, slots),
            UpdateRule.Adam => Adam(w, parameter, g, slots),
            UpdateRule.Adagrad => Adagrad(w, parameter, g, slots),
            UpdateRule.Adadelta => Adadelta(w, parameter, g, slots),
            UpdateRule.Adamax => Adamax(w, parameter, g, slots),
            UpdateRule.Nadam => Nadam(w, parameter, g, slots),
            UpdateRule.Ftrl => Ftrl(w, parameter, g, slots),
            _ => throw new InvalidOperationException($"There is no rule {_step.Rule}."),
        };

    private EagerTensor Sgd(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        EagerTensor move = Multiply(Rate, g);
        if (!_step.HasMomentum)
        {
            return Subtract(w, move);
        }

        EagerTensor momentum = Number("momentum", _step.Momentum);
        slots[0] = Subtract(Multiply(momentum, parameter.Slot(0)), move);
        return _step.Nesterov ? Add(w, Subtract(Multiply(momentum, slots[0]), move)) : Add(w, slots[0]);
    }

    private EagerTensor RmsProp(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        EagerTensor kept = Number("kept", _step.SquareKept);
        EagerTensor v = slots[0] = Fade(kept, parameter.Slot(0), Multiply(Number("share", _step.SquareShare), Run(_square, g)));
        if (_step.Centered)
        {
            int last = slots.Length - 1;
            slots[last] = Fade(kept, parameter.Slot(last), Multiply(Number("mean share", _step.MeanShare), g));
            v = Larger(Subtract(v, Run(_square, slots[last])), Number("zero", 0));
        }

        EagerTensor move = Run(_divide, Multiply(Rate, g), Root(v));
        if (!_step.HasMomentum)
        {
            return Subtract(w, move);
        }

        slots[1] = Fade(Number("momentum", _step.Momentum), parameter.Slot(1), move);
        return Subtract(w, slots[1]);
    }

    private EagerTensor Adam(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        Moments(parameter, g, slots);
        EagerTensor v = slots[1];
        if (_step.Amsgrad)
        {
            v = slots[2] = Larger(v, parameter.Slot(2));
        }

        return Subtract(w, Run(_divide, Multiply(Rate, slots[0]), Add(Run(_root, v), Epsilon)));
    }

    private EagerTensor Adagrad(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        slots[0] = Add(parameter.Slot(0), Run(_square, g));
        return Subtract(w, Run(_divide, Multiply(Rate, g), Root(slots[0])));
    }

    private EagerTensor Adadelta(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        EagerTensor kept = Number("kept", _step.SquareKept),
            share = Number("share", _step.SquareShare);
        slots[0] = Fade(kept, parameter.Slot(0), Multiply(share, Run(_square, g)));
        EagerTensor d = Run(_divide, Multiply(Run(_root, Add(parameter.Slot(1), Epsilon)), g), Run(_root, Add(slots[0], Epsilon)));
        slots[1] = Fade(kept, parameter.Slot(1), Multiply(share, Run(_square, d)));
        return Subtract(w, Multiply(Rate, d));
    }

    private EagerTensor Adamax(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        slots[0] = Follow(parameter.Slot(0), g, Number("mean share", _step.MeanShare));
        slots[1] = Larger(Run(_magnitude, g), Multiply(Number("kept", _step.SquareKept), parameter.Slot(1)));
        return Subtract(w, Run(_divide, Multiply(Rate, slots[0]), Add(slots[1], Epsilon)));
    }

    private EagerTensor Nadam(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        Moments(parameter, g, slots);
        EagerTensor move = Add(Multiply(Rate, slots[0]), Multiply(Number("gradient rate", _step.GradientRate), g));
        return Subtract(w, Run(_divide, move, Add(Run(_root, Multiply(slots[1], Number("scale", _step.SquareScale))), Epsilon)));
    }

    private EagerTensor Ftrl(EagerTensor w, Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        slots[0] = Add(parameter.Slot(0), Run(_square, g));
        EagerTensor root = Run(_root, slots[0]);
        EagerTensor change = Run(_divide, Subtract(root, Run(_root, parameter.Slot(0))), Rate);
        EagerTensor fresh = _step.Shrinkage == 0 ? g : Add(g, Multiply(Number("shrinkage", _step.Shrinkage), w));
        EagerTensor z = slots[1] = Subtract(Add(parameter.Slot(1), fresh), Multiply(change, w));
        EagerTensor cut = Larger(Run(_minimum, z, Number("l1", _step.L1)), Number("least l1", -_step.L1));
        return Run(_divide, Subtract(cut, z), Add(Run(_divide, root, Rate), Number("l2", _step.DoubleL2)));
    }

    private void Moments(Parameter parameter, EagerTensor g, EagerTensor[] slots)
    {
        slots[0] = Follow(parameter.Slot(0), g, Number("mean share", _step.MeanShare));
        slots[1] = Follow(parameter.Slot(1), Run(_square, g), Number("share", _step.SquareShare));
    }

    private EagerTensor Root(EagerTensor square) => _step.Inside ? Run(_root, Add(square, Epsilon)) : Add(Run(_root, square), Epsilon);

    private EagerTensor Fade(EagerTensor share, EagerTensor kept, EagerTensor part) => Add(Multiply(share, kept), part);

    private EagerTensor Follow(EagerTensor kept, EagerTensor fresh, EagerTensor share) => Add(kept, Multiply(Subtract(fresh, kept), share));

    private EagerTensor Larger(EagerTensor one, EagerTensor other) => Run(_maximum, one, other);

    private EagerTensor Sign(EagerTensor values) => Run(_sign, values);

    private EagerTensor Add(EagerTensor one, EagerTensor other) => Run(_add, one, other);

    private EagerTensor Subtract(EagerTensor one, EagerTensor other) => Run(_subtract, one, other);

    private EagerTensor Multiply(EagerTensor one, EagerTensor other) => Run(_multiply, one, other);
}
