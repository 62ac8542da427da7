using System.Text;
using Flows.Language.Text;

namespace Flows.Language.Tests;

public class SourceReaderTests
{
    [Fact]
    public void A_byte_order_mark_is_dropped() =>
        Assert.Equal("let a = 1", SourceReader.Decode("a.flow", [0xEF, 0xBB, 0xBF, .. "let a = 1"u8]).Value!.Text);

    [Fact]
    public void Decomposed_letters_are_composed() =>
        Assert.Equal("\u00E9", SourceReader.Decode("a.flow", Encoding.UTF8.GetBytes("e\u0301")).Value!.Text);

    [Theory]
    [InlineData(new byte[] { 0x61, 0xFF }, 1)]
    [InlineData(new byte[] { 0xC3, 0xA9, 0x0A, 0xC3 }, 2)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 0)]
    public void A_malformed_byte_is_marked_where_it_stands(byte[] bytes, int start)
    {
        var diagnostic = Assert.Single(SourceReader.Decode("a.flow", bytes).Diagnostics);
        Assert.Equal(("F0001", start), (diagnostic.Code, diagnostic.Primary.Span.Start));
    }

    [Fact]
    public void A_file_of_more_than_a_mebibyte_is_refused() =>
        Assert.Equal("F0002", Assert.Single(SourceReader.Decode("a.flow", new byte[(1 << 20) + 1]).Diagnostics).Code);

    [Fact]
    public void A_file_of_a_mebibyte_is_read() =>
        Assert.Empty(SourceReader.Decode("a.flow", Encoding.UTF8.GetBytes(new string(' ', 1 << 20))).Diagnostics);
}
