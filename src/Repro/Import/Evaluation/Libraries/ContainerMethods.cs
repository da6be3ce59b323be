using Repro.Import.Evaluation.State;
using Repro.Import.Evaluation.Values;

namespace Repro.Import.Evaluation.Libraries;

/// <summary>Methods of lists, sets, tuples and dictionaries.</summary>
internal sealed class ContainerMethods(Context context, Library library)
{
    public Value? List(SequenceValue list, string name, CallArguments arguments)
    {
        Value? first = arguments.Positional.Count > 0 ? arguments.Positional[0] : null;
        switch (name)
        {
            case "append" or "add" when first is not null:
                if (list.Items.Count >= EvaluationLimits.MostItems)
                {
                    throw new LimitException("a list is too long");
                }

                list.Items.Add(first);
                list.IsOpen |= context.Uncertain > 0;
                return NoneValue.Instance;
            case "extend" or "update" when first is not null:
                if (library.Items(first) is { } more && list.Items.Count + more.Count <= EvaluationLimits.MostItems)
                {
                    context.Tick(more.Count);
                    list.Items.AddRange(more);
                    list.IsOpen |= context.Uncertain > 0;
                }
                else
                {
                    list.IsOpen = true;
                }

                return NoneValue.Instance;
            case "insert" when arguments.Positional.Count == 2:
                if (list.Items.Count >= EvaluationLimits.MostItems)
                {
                    throw new LimitException("a list is too long");
                }

                if (Numbers.Whole(first) is { } at && context.Uncertain == 0)
                {
                    list.Items.Insert((int)Math.Clamp(at < 0 ? at + list.Items.Count : at, 0, list.Items.Count), arguments.Positional[1]);
                }
                else
                {
                    list.IsOpen = true;
                }

                return NoneValue.Instance;
            case "pop":
                if (list.IsOpen || list.Items.Count == 0)
                {
                    return new UnknownValue("an item of a list that is not known");
                }

                int index = (int)Math.Clamp(Numbers.Whole(first) ?? -1, -list.Items.Count, list.Items.Count - 1);
                index = index < 0 ? index + list.Items.Count : index;
                Value taken = list.Items[index];
                list.Items.RemoveAt(index);
                return taken;
            case "reverse":
                list.Items.Reverse();
                return NoneValue.Instance;
            case "clear":
                list.Items.Clear();
                return NoneValue.Instance;
            case "copy":
                return new SequenceValue(list.Kind, [.. list.Items]) { IsOpen = list.IsOpen };
            case "index" when first is not null:
                int found = list.Items.FindIndex(item => Comparisons.AreEqual(item, first) == true);
                return found >= 0 ? new IntValue(found) : new UnknownValue("an index that is not known");
            case "count" when first is not null:
                return list.IsOpen
                    ? new UnknownValue("a count that is not known")
                    : new IntValue(list.Items.Count(item => Comparisons.AreEqual(item, first) == true));
            case "sort" or "remove" or "discard":
                list.IsOpen = true;
                return NoneValue.Instance;
            case "as_list":
                return list;
            default:
                return null;
        }
    }

    public static Value? Dictionary(DictionaryValue dictionary, string name, CallArguments arguments)
    {
        Value? first = arguments.Positional.Count > 0 ? arguments.Positional[0] : null;
        switch (name)
        {
            case "items":
                return SequenceValue.List(dictionary.Items.Select(Value (item) => SequenceValue.Tuple(item.Key, item.Value)));
            case "keys":
                return SequenceValue.List(dictionary.Items.Select(item => item.Key));
            case "values":
                return SequenceValue.List(dictionary.Items.Select(item => item.Value));
            case "get" when first is not null:
                return dictionary.Items.FindLast(item => Comparisons.AreEqual(item.Key, first) == true).Value
                    ?? arguments.Get("default", 1)
                    ?? NoneValue.Instance;
            case "update":
                if (first is DictionaryValue other)
                {
                    foreach ((Value key, Value value) in other.Items.ToList())
                    {
                        dictionary.Set(key, value);
                    }
                }

                foreach ((string key, Value value) in arguments.Named)
                {
                    dictionary.Set(new TextValue(key), value);
                }

                return NoneValue.Instance;
            case "copy":
                DictionaryValue copy = new();
                copy.Items.AddRange(dictionary.Items);
                return copy;
            case "pop" or "setdefault" when first is not null:
                Value? found = dictionary.Items.FindLast(item => Comparisons.AreEqual(item.Key, first) == true).Value;
                if (name == "pop")
                {
                    dictionary.Items.RemoveAll(item => Comparisons.AreEqual(item.Key, first) == true);
                }
                else if (found is null)
                {
                    dictionary.Set(first, arguments.Get("default", 1) ?? NoneValue.Instance);
                }

                return found ?? arguments.Get("default", 1) ?? NoneValue.Instance;
            default:
                return null;
        }
    }
}
