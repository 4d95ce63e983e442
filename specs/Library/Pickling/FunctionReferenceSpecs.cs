using Multiprocessing;
using Multiprocessing.Pickling;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>A function is sent by its name: a static method, or a lambda that captured nothing.</summary>
public static class FunctionReferenceSpecs
{
    private static readonly int[] Offsets = [1];

    private delegate int Number(string text);

    public sealed class OfFunctionsWithoutVariables
    {
        [Fact]
        public void A_static_method_is_resolved() => Copy<Func<string, int>>(int.Parse)("5").Should().Be(5);

        [Fact]
        public void A_lambda_that_captures_nothing_is_resolved() =>
            Copy<Func<int, int>>(number => number + Offsets[0])(5).Should().Be(6);

        [Fact]
        public void A_static_local_function_is_resolved()
        {
            static int Twice(int number) => 2 * number;

            Copy<Func<int, int>>(Twice)(5).Should().Be(10);
        }

        [Fact]
        public void A_generic_method_is_resolved_with_its_type_arguments() =>
            Copy<Func<string>>(NameOf<List<int[]>>)().Should().Be("List`1");

        [Fact]
        public void A_lambda_in_a_generic_class_is_resolved_with_its_type_arguments() =>
            Copy(Box<string>.Namer)().Should().Be("String");

        [Fact]
        public void A_custom_delegate_type_is_kept() => Copy<Number>(int.Parse)("5").Should().Be(5);

        [Fact]
        public void The_reference_itself_can_be_pickled()
        {
            var reference = FunctionReference.To((Func<string, int>)int.Parse);

            ((Func<string, int>)Pickled.Copy(reference).ToDelegate(typeof(Func<string, int>)))("5").Should().Be(5);
        }

        [Fact]
        public void The_module_is_the_outermost_type() =>
            FunctionReference
                .ModuleOf(((Func<int, int>)(number => number)).Method)
                .Should()
                .Be(typeof(FunctionReferenceSpecs));

        [Fact]
        public void A_function_of_another_delegate_type_is_refused() =>
            FluentActions
                .Invoking(() => FunctionReference.To((Func<string, int>)int.Parse).ToDelegate(typeof(Action)))
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage("int.Parse does not match Action.");

        [Fact]
        public void A_function_from_another_build_is_refused()
        {
            var name = FunctionReference.To((Func<string>)NameOf<int>).Name;
            var version = typeof(FunctionReferenceSpecs).Module.ModuleVersionId.ToString("N");

            FluentActions
                .Invoking(() =>
                    FunctionReference
                        .FromName(name.Replace(version, new string('0', 32), StringComparison.Ordinal))
                        .Resolve()
                )
                .Should()
                .Throw<UnpicklingException>()
                .WithMessage(
                    "the assembly SharedStateSpecs is not the same build here as where the pickle was written."
                );
        }

        private static T Copy<T>(T function)
            where T : Delegate =>
            (T)FunctionReference.FromName(FunctionReference.To(function).Name).ToDelegate(typeof(T));
    }

    public sealed class OfFunctionsThatCaptureVariables
    {
        private int _offset = 1;

        [Fact]
        public void Captured_variables_are_named()
        {
            var (tax, discount) = (1, 2);

            Refusal(() => tax + discount)
                .Should()
                .Throw<CapturedVariablesException>()
                .WithMessage("a lambda in *.Captured_variables_are_named captured tax, discount: *")
                .Which.Variables.Should()
                .Equal("tax", "discount");
        }

        [Fact]
        public void Only_the_variables_that_the_lambda_itself_uses_are_named()
        {
            var (tax, discount, pool, log) = (1, 2, 3, 4);
            Func<int> other = () => tax + discount + pool + log++ + _offset;

            Variables(() => tax).Should().Equal("tax");
            Variables(() => pool = other()).Should().BeEquivalentTo("pool", "other");
            Variables(() => Enumerable.Range(0, 3).Sum(number => number * discount)).Should().Equal("discount");
            Variables(() => Inner()).Should().Equal(["log"], "a local function is a part of it");
            Variables(() => Numbers().Sum()).Should().Equal(["pool"], "an iterator is a part of it");
            Variables(() => Recursive(3)).Should().Equal("tax");

            int Inner() => log;
            IEnumerable<int> Numbers()
            {
                yield return pool;
            }
            int Recursive(int depth) => depth == 0 ? tax : Recursive(depth - 1);
        }

        [Fact]
        public void Only_the_variables_that_it_uses_of_outer_scopes_are_named()
        {
            var (tax, discount) = (1, 2);
            foreach (var item in Offsets)
            {
                Func<int> other = () => item + discount + tax;
                Variables(() => tax).Should().Equal("tax");
                Variables(() => item * 2).Should().Equal("item");
                Variables(() => other() + item).Should().BeEquivalentTo("other", "item");
            }
        }

        [Fact]
        public void In_a_generic_method_and_class_the_variables_that_it_uses_are_named() =>
            Generic<string>.Refuse<int>(1, "two", Variables).Should().Equal("number");

        [Fact]
        public void Variables_of_outer_scopes_and_this_are_named()
        {
            var tax = 1;
            foreach (var item in Offsets)
            {
                Refusal(() => tax + item + _offset)
                    .Should()
                    .Throw<CapturedVariablesException>()
                    .Which.Variables.Should()
                    .BeEquivalentTo("tax", "item", "this");
            }
        }

        [Fact]
        public void A_lambda_that_uses_only_its_object_captured_this() =>
            Refusal(() => _offset++)
                .Should()
                .Throw<CapturedVariablesException>()
                .Which.Variables.Should()
                .Equal("this");

        [Fact]
        public void A_local_function_is_named()
        {
            var tax = 1;
            int Sum() => tax++;

            Refusal(Sum)
                .Should()
                .Throw<CapturedVariablesException>()
                .WithMessage("Sum in *.A_local_function_is_named captured tax: *");
        }

        [Fact]
        public void An_instance_method_is_refused() =>
            Refusal(_offset.GetHashCode)
                .Should()
                .Throw<PicklingException>()
                .WithMessage(
                    "int.GetHashCode cannot be sent to another process: "
                        + "it is an instance method, and its object would be a copy. Make it static."
                );

        [Fact]
        public void An_extension_method_on_an_object_is_refused() =>
            Refusal(Offsets.Count)
                .Should()
                .Throw<PicklingException>()
                .WithMessage(
                    "Enumerable.Count cannot be sent to another process: "
                        + "its first argument is bound to the delegate. Pass it as an argument."
                );

        [Fact]
        public void Several_functions_in_one_delegate_are_refused() =>
            FluentActions
                .Invoking(() => FunctionReference.To((Action)GC.Collect + GC.Collect))
                .Should()
                .Throw<PicklingException>()
                .WithMessage("*pass one function.");

        private static Action Refusal(Func<int> function) => () => FunctionReference.To(function);

        private static IReadOnlyList<string> Variables(Func<int> function) =>
            Refusal(function).Should().Throw<CapturedVariablesException>().Which.Variables;
    }

    private static string NameOf<T>() => typeof(T).Name;

    private static class Generic<T>
    {
        public static IReadOnlyList<string> Refuse<TNumber>(
            TNumber number,
            T text,
            Func<Func<int>, IReadOnlyList<string>> variables
        )
        {
            Func<string> other = () => $"{text}";
            var names = variables(() => $"{number} {typeof(T).Name}".Length);
            other().Should().Be($"{text}");
            return names;
        }
    }

    private static class Box<T>
    {
        public static Func<string> Namer => () => typeof(T).Name;
    }
}
