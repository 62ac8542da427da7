using Flows.Compiler.Tables;

namespace Flows.Compiler.Tests.Tables;

public class CsvReaderTests
{
    [Theory]
    [InlineData("x,y\n1,2\n3,4\n")]
    [InlineData("x,y\r\n1,2\r\n3,4")]
    [InlineData("x,y\n 1 ,2.0\n3e0,\"4\"\n\n\n")]
    [InlineData("y,note,x\n2,\"a, b\",1\n4,\"two\nlines, and \"\"quotes\"\"\",3\n")]
    public void Columns_are_found_by_name(string text)
    {
        var read = Assert.IsType<CsvAnswer.Read>(CsvReader.Columns(text, ["x", "y"], 100));
        Assert.Equal([1.0, 3.0], read.Columns[0]);
        Assert.Equal([2.0, 4.0], read.Columns[1]);
    }

    [Theory]
    [InlineData("x,y\n1,2\n3\n", 3, 1)]
    [InlineData("x,y\n1,2\n3,4,5\n", 3, 1)]
    [InlineData("x,y\n1,\n", 2, 3)]
    [InlineData("x,y\n1,NaN\n", 2, 3)]
    [InlineData("x,y\n1,infinity\n", 2, 3)]
    [InlineData("x,y\n1,\"2,5\"\n", 2, 3)]
    [InlineData("x,y\n1,1_000\n", 2, 3)]
    [InlineData("note,x,y\n\"a\nb\",1,z\n", 3, 6)]
    [InlineData("x,y\n1,\"2\n", 2, 3)]
    [InlineData("x,y\n\"1\"2,3\n", 2, 4)]
    [InlineData("1,2\n3,4\n", 1, 1)]
    [InlineData("x,x,y\n1,2,3\n", 1, 1)]
    [InlineData("x,y\n", 2, 1)]
    [InlineData("", 1, 1)]
    public void What_is_wrong_is_said_with_its_line_and_column(string text, int line, int column)
    {
        var wrong = Assert.IsType<CsvAnswer.Wrong>(CsvReader.Columns(text, ["x", "y"], 100) is CsvAnswer.NoColumn ? CsvReader.Columns(text, null, 100) : CsvReader.Columns(text, ["x", "y"], 100));
        Assert.Equal((line, column), (wrong.Line, wrong.Column));
    }

    [Fact]
    public void Missing_columns_and_too_many_numbers_are_answers_of_their_own()
    {
        Assert.Equal("z", Assert.IsType<CsvAnswer.NoColumn>(CsvReader.Columns("x,y\n1,2\n", ["x", "z"], 100)).Name);
        Assert.IsType<CsvAnswer.TooMany>(CsvReader.Columns("x\n1\n2\n3\n", ["x"], 2));
    }
}
