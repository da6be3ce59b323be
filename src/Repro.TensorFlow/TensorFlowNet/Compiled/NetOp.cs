using Repro.TensorFlow.Seam;
using Tensorflow;

namespace Repro.TensorFlow.TensorFlowNet;

/// <summary>
/// An op's attributes as TensorFlow.NET wants them, and which of its inputs is a list: the seam passes inputs in one row,
/// TensorFlow.NET wants an array where the op's definition has a list.
/// </summary>
internal sealed class NetOp
{
    private readonly Dictionary<string, object> _attributes = new(StringComparer.Ordinal);
    private readonly int _list = -1;
    private readonly int _inputs;

    /// <exception cref="EagerException">The library has no such op, or the op no such attribute.</exception>
    public NetOp(EagerOp op)
    {
        if (!op_def_registry.get_registered_ops().TryGetValue(op.Name, out OpDef? definition))
        {
            throw new EagerException(op.Layer, op.Name, $"the library has no op '{op.Name}'.");
        }

        foreach (EagerAttribute attribute in op.Attributes)
        {
            Check(op, attribute, definition);
            _attributes[attribute.Name] = Value(op, attribute);
        }

        _inputs = definition.InputArg.Count;
        for (int i = 0; i < _inputs; i++)
        {
            if (definition.InputArg[i].NumberAttr.Length > 0 || definition.InputArg[i].TypeListAttr.Length > 0)
                _list = i;
        }
    }

    public ExecuteOpArgs Call(object[] inputs) => new(_list < 0 ? inputs : Grouped(inputs)) { OpAttrs = _attributes };

    private object[] Grouped(object[] inputs)
    {
        int length = inputs.Length - (_inputs - 1);
        return [.. inputs[.._list], inputs[_list..(_list + length)], .. inputs[(_list + length)..]];
    }

    // TensorFlow.NET passes over an attribute that the op does not have, and casts the value of one of another kind.
    private static void Check(EagerOp op, EagerAttribute attribute, OpDef definition)
    {
        OpDef.Types.AttrDef its =
            definition.Attr.FirstOrDefault(candidate => candidate.Name == attribute.Name)
            ?? throw new EagerException(op.Layer, op.Name, $"it has no attribute '{attribute.Name}'.");
        if (its.Type != KindOf(attribute))
            throw new EagerException(
                op.Layer,
                op.Name,
                $"its attribute '{attribute.Name}' is of another kind than {attribute.GetType().Name}."
            );
    }

    private static string KindOf(EagerAttribute attribute) =>
        attribute switch
        {
            EagerAttribute.Text => "string",
            EagerAttribute.Integer => "int",
            EagerAttribute.Integers => "list(int)",
            EagerAttribute.Real => "float",
            EagerAttribute.Flag => "bool",
            EagerAttribute.DataType => "type",
            _ => "",
        };

    private static object Value(EagerOp op, EagerAttribute attribute) =>
        attribute switch
        {
            EagerAttribute.Text text => text.Value,
            EagerAttribute.Integer integer => integer.Value,
            // TensorFlow.NET takes a list of integers as int[] alone, and widens it.
            EagerAttribute.Integers integers => integers.Values.Select(value => checked((int)value)).ToArray(),
            EagerAttribute.Real real => real.Value,
            EagerAttribute.Flag flag => flag.Value,
            EagerAttribute.DataType type => (TF_DataType)type.Value,
            _ => throw new ArgumentException(
                $"Op {op.Name}: attribute '{attribute.Name}' has a kind that the TensorFlow.NET binding does not know.",
                nameof(attribute)
            ),
        };
}
