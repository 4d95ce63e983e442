using System.Text.Json;
using System.Text.Json.Nodes;
using Multiprocessing;

namespace SharedStateSpecs.Library.Pickling;

/// <summary>JSON in memory is sent as its text.</summary>
public static class JsonSpecs
{
    private const string Text = """{"b":[1,2.50,1e400,null,true,{"é\ud83d\ude00":"\u0000"}],"a":-0.0}""";

    [Fact]
    public static void An_element_and_a_document_keep_their_text()
    {
        using var document = JsonDocument.Parse(Text);
        using var copy = Pickled.Copy(document);

        JsonElement.DeepEquals(copy.RootElement, document.RootElement).Should().BeTrue();
        copy.RootElement.GetProperty("b")[1].GetRawText().Should().Be("2.50");
        JsonElement.DeepEquals(Pickled.Copy(document.RootElement), document.RootElement).Should().BeTrue();
        Pickled.Copy(default(JsonElement)).ValueKind.Should().Be(JsonValueKind.Undefined);
    }

    [Theory]
    [InlineData(Text)]
    [InlineData("[]")]
    [InlineData("[[1],null]")]
    [InlineData("\"a\"")]
    [InlineData("12345678901234567890123")]
    [InlineData("false")]
    public static void A_node_keeps_its_kind_and_content(string text)
    {
        var node = JsonNode.Parse(text)!;

        var copy = Pickled.Copy<object>(node).Should().BeAssignableTo<JsonNode>().Subject;

        JsonNode.DeepEquals(copy, node).Should().BeTrue();
        copy.ToJsonString().Should().Be(node.ToJsonString());
    }

    [Fact]
    public static void A_node_arrives_without_its_parent_and_with_its_options()
    {
        var root = JsonNode.Parse(
            """{"inner":{"Name":1}}""",
            new JsonNodeOptions { PropertyNameCaseInsensitive = true }
        )!;

        var copy = Pickled.Copy((JsonObject)root["inner"]!);

        copy.Parent.Should().BeNull();
        copy["NAME"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public static void A_value_of_dotnet_arrives_as_its_json()
    {
        var copy = Pickled.Copy(
            new JsonObject
            {
                ["day"] = DateTime.UnixEpoch,
                ["n"] = 5,
                ["half"] = 0.5m,
            }
        );

        copy["day"]!.GetValue<DateTime>().Should().Be(DateTime.UnixEpoch);
        copy["n"]!.GetValue<long>().Should().Be(5);
        copy["half"]!.GetValue<decimal>().Should().Be(0.5m);
    }

    [Fact]
    public static void What_is_not_json_is_refused_with_its_path()
    {
        var values = new object[]
        {
            1,
            new JsonObject { ["a"] = double.NaN },
        };

        FluentActions
            .Invoking(() => Pickled.Dump(values))
            .Should()
            .Throw<PicklingException>()
            .WithMessage("object[][1]: a JsonObject cannot be sent to another process: it cannot be written as JSON.*");
    }

    [Fact]
    public static void A_message_whose_text_is_not_json_is_refused()
    {
        using var document = JsonDocument.Parse("[12345]");

        ReadDamaged(document.RootElement).Should().Throw<UnpicklingException>();
        ReadDamaged(document).Should().Throw<UnpicklingException>();
        ReadDamaged(new JsonArray(12345)).Should().Throw<UnpicklingException>();
        ReadDamaged(new JsonObject { ["a"] = 12345 }).Should().Throw<UnpicklingException>();
        ReadDamaged(JsonValue.Create(12345)).Should().Throw<UnpicklingException>().WithMessage("*is not JSON*");
    }

    // A number in the text becomes none.
    private static Action ReadDamaged<T>(T value)
    {
        var message = Pickled.Dump(value);
        message[message.AsSpan().IndexOf("12345"u8) + 2] = 0x80;
        return () => Pickled.Load<T>(message);
    }

    [Fact]
    public static void A_document_that_was_disposed_is_refused()
    {
        var document = JsonDocument.Parse("1");
        document.Dispose();

        FluentActions.Invoking(() => Pickled.Dump(document)).Should().Throw<PicklingException>();
    }

    [Fact]
    public static void Nodes_nested_a_thousand_deep_are_refused()
    {
        JsonNode node = 1;
        for (var depth = 0; depth < 990; depth++)
            node = new JsonArray(node);

        Pickled.Copy(node).Should().BeOfType<JsonArray>();
        for (var depth = 0; depth < 20; depth++)
            node = new JsonArray(node);
        FluentActions.Invoking(() => Pickled.Dump(node)).Should().Throw<PicklingException>();
    }
}
