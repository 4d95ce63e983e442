using System.Buffers.Binary;
using System.Globalization;
using Multiprocessing.Pickling.Python;

namespace Multiprocessing.Pickling;

internal sealed partial class Unpickler
{
    private StackValue Run(ReadOnlySpan<byte> pickle, int at, out int length)
    {
        budget = new Budget(pickle.Length);
        protocol = at > 0 ? 4 : 0;
        while (true)
        {
            offset = at;
            if ((uint)at >= (uint)pickle.Length)
                throw new UnpicklingException("the pickle ends before its STOP.");
            var opcode = pickle[at++];
            switch (opcode)
            {
                case Opcode.BinInt1:
                    Push(new StackValue((long)ReadBytes(pickle, ref at, 1)[0]));
                    break;
                case Opcode.BinInt2:
                    Push(new StackValue((long)BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(pickle, ref at, 2))));
                    break;
                case Opcode.BinInt:
                    Push(new StackValue((long)BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(pickle, ref at, 4))));
                    break;
                case Opcode.BinFloat:
                    Push(new StackValue(BinaryPrimitives.ReadDoubleBigEndian(ReadBytes(pickle, ref at, 8))));
                    break;
                case Opcode.None:
                    Push(default(StackValue));
                    break;
                case Opcode.NewTrue:
                    Push(new StackValue(true));
                    break;
                case Opcode.NewFalse:
                    Push(new StackValue(false));
                    break;
                case Opcode.BinGet:
                    Push(Memoized(ReadBytes(pickle, ref at, 1)[0]));
                    break;
                case Opcode.LongBinGet:
                    Push(Memoized(BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(pickle, ref at, 4))));
                    break;
                case Opcode.Memoize:
                    Memoize((uint)(memoized + (farMemo?.Count ?? 0)), Peek());
                    break;
                case Opcode.BinPut:
                    Memoize(ReadBytes(pickle, ref at, 1)[0], Peek());
                    break;
                case Opcode.LongBinPut:
                    Memoize(BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(pickle, ref at, 4)), Peek());
                    break;
                case Opcode.Mark:
                    PushMark();
                    break;
                case Opcode.EmptyTuple:
                    PushTuple(default, pickle, ref at);
                    break;
                case Opcode.Tuple1:
                    PushTuple(PopItems(1), pickle, ref at);
                    break;
                case Opcode.Tuple2:
                    PushTuple(PopItems(2), pickle, ref at);
                    break;
                case Opcode.Tuple3:
                    PushTuple(PopItems(3), pickle, ref at);
                    break;
                case Opcode.Tuple:
                    PushTuple(PopToMark(), pickle, ref at);
                    break;
                case Opcode.ShortBinUnicode:
                    Push(Text.Decode(ReadBytes(pickle, ref at, ReadBytes(pickle, ref at, 1)[0])));
                    break;
                case Opcode.BinUnicode:
                    Push(
                        Text.Decode(
                            ReadBytes(
                                pickle,
                                ref at,
                                BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(pickle, ref at, 4))
                            )
                        )
                    );
                    break;
                case Opcode.Appends:
                    AddTo(PopToMark(), opcode);
                    break;
                case Opcode.Append:
                    AddTo(PopItems(1), Opcode.Appends);
                    break;
                case Opcode.AddItems:
                    AddTo(PopToMark(), opcode);
                    break;
                case Opcode.SetItems:
                    SetIn(PopToMark());
                    break;
                case Opcode.SetItem:
                    SetIn(PopItems(2));
                    break;
                case Opcode.Build:
                    Build(StateOnTop());
                    break;
                case Opcode.Reduce:
                    Reduce(Pop().ToItems());
                    break;
                case Opcode.NewObj:
                    New(Pop().ToItems());
                    break;
                case Opcode.Stop:
                    length = at;
                    var value = Pop();
                    return top == 0 && marked == 0
                        ? value
                        : throw new UnpicklingException("more than one value is left on the stack.");
                default:
                    RunRarer(opcode, pickle, ref at);
                    break;
            }
        }
    }

    private void RunRarer(byte opcode, ReadOnlySpan<byte> pickle, ref int at)
    {
        switch (opcode)
        {
            case Opcode.Proto:
                protocol = ReadBytes(pickle, ref at, 1)[0];
                if (protocol is < 2 or > 5)
                    throw new UnpicklingException($"protocol {protocol} is not supported; use 2 to 5.");
                break;
            case Opcode.Frame:
                // The end of a frame adds nothing to what the opcodes say.
                var frame = BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(pickle, ref at, 8));
                if (frame > (ulong)(pickle.Length - at))
                    throw TooFew(pickle, at, frame);
                break;
            case Opcode.EmptyList:
                Push(new List<object?>());
                break;
            case Opcode.EmptyDict:
                Push(new Dictionary<object, object?>(PythonEquality.Comparer));
                break;
            case Opcode.EmptySet:
                Push(new HashSet<object?>(PythonEquality.Comparer));
                break;
            case Opcode.FrozenSet:
                Push(new FrozenItems(new PythonTuple(PopToMark())));
                break;
            case Opcode.List:
                Push(new List<object?>(new PythonTuple(PopToMark())));
                break;
            case Opcode.Dict:
                var pairs = PopToMark().ToArray();
                Push(new Dictionary<object, object?>(PythonEquality.Comparer));
                SetIn(pairs);
                break;
            case Opcode.Long1:
                PushInteger(ReadBytes(pickle, ref at, ReadBytes(pickle, ref at, 1)[0]));
                break;
            case Opcode.Long4:
                PushInteger(
                    ReadBytes(pickle, ref at, BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(pickle, ref at, 4)))
                );
                break;
            case Opcode.ShortBinBytes:
                PushBytes(ReadBytes(pickle, ref at, ReadBytes(pickle, ref at, 1)[0]), pickle, ref at);
                break;
            case Opcode.BinBytes:
                PushBytes(
                    ReadBytes(pickle, ref at, BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(pickle, ref at, 4))),
                    pickle,
                    ref at
                );
                break;
            case Opcode.BinBytes8:
                PushBytes(
                    ReadBytes(pickle, ref at, BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(pickle, ref at, 8))),
                    pickle,
                    ref at
                );
                break;
            case Opcode.ByteArray8:
                Push(
                    PythonLibrary.ByteArray(
                        ReadBytes(pickle, ref at, BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(pickle, ref at, 8)))
                    )
                );
                break;
            case Opcode.BinUnicode8:
                Push(
                    Text.Decode(
                        ReadBytes(pickle, ref at, BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(pickle, ref at, 8)))
                    )
                );
                break;
            case Opcode.Pop:
                if (marked > 0 && top == fence)
                    PopToMark();
                else
                    Pop();
                break;
            case Opcode.PopMark:
                PopToMark();
                break;
            case Opcode.Dup:
                Push(Peek());
                break;
            case Opcode.Global:
                PushGlobal(TwoLines(pickle, ref at));
                break;
            case Opcode.StackGlobal:
                var name = Pop().ToText();
                PushGlobal(Pop().ToText(), name);
                break;
            case Opcode.NewObjEx:
                NewWithKeywords();
                break;
            default:
                throw new UnpicklingException(
                    string.Create(CultureInfo.InvariantCulture, $"opcode 0x{opcode:x2} is not supported.")
                );
        }
    }
}
