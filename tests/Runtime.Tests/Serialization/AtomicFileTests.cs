using System.Diagnostics;

namespace NetCompiler.Runtime.Tests.Serialization;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly TensorData[] One = [new("x", [1], [1])];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>One run is named "run", the other "run.b": the first one's cleaning must leave the other one's writing alone.</summary>
    [Fact]
    public void Cleaning_leaves_what_is_being_written()
    {
        AtomicFile.Write(_folder["run.b"], file =>
        {
            file.WriteByte(1);
            UnfinishedFiles.Sweep(_folder["."]);
            AtomicFile.Write(_folder["run"], other => other.WriteByte(2));
            UnfinishedFiles.Sweep(_folder["."]);
        });
        Assert.Equal(["run", "run.b"], _folder.FileNames.Order(StringComparer.Ordinal));
        Assert.Equal([1], File.ReadAllBytes(_folder["run.b"]));
    }

    [Fact]
    public void Cleaning_takes_what_nobody_writes_and_nothing_with_another_name()
    {
        string[] left = [UnfinishedFiles.NewName(_folder["best-03.safetensors"]), UnfinishedFiles.NewName(_folder[new string('n', 250)])];
        Array.ForEach(left, file => File.WriteAllBytes(file, [1]));
        string[] kept =
        [
            "run.unfinished", "run.0123456789abcdeg.unfinished", "run.0123456789ABCDEF.unfinished", "run0123456789abcdef.unfinished",
                ".0123456789abcdef.unfinished",
            "run.0123456789abcdef.unfinished.txt",
        ];
        Array.ForEach(kept, name => _folder.Write(name, 1));
        UnfinishedFiles.Sweep(_folder["."]);
        Assert.Equal(kept.Order(StringComparer.Ordinal), _folder.FileNames.Order(StringComparer.Ordinal));
        UnfinishedFiles.Sweep(_folder["nowhere"]);
    }

    /// <summary>As a process that was killed leaves it; the next one that writes into the folder removes it, whatever it writes.</summary>
    [Fact]
    public void The_first_file_that_is_written_to_a_folder_takes_the_leavings_with_it()
    {
        string folder = Directory.CreateDirectory(_folder["checkpoints"]).FullName;
        File.WriteAllBytes(UnfinishedFiles.NewName(Path.Combine(folder, "03-0.25.safetensors")), new byte[100]);
        SafeTensors.Write(Path.Combine(folder, "04-0.25.safetensors"), One);
        Assert.Equal(["04-0.25.safetensors"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_is_taken_away_meanwhile_is_written_again()
    {
        int times = 0;
        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.WriteByte(7);
            if (times++ == 0)
            {
                File.Delete(Assert.Single(Directory.GetFiles(_folder["."], "*.unfinished")));
            }
        });
        Assert.Equal(2, times);
        Assert.Equal([7], File.ReadAllBytes(_folder["file"]));
    }

    [Theory, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead)]
    public void Permissions_stay(UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = _folder.Write("private", 1);
        File.SetUnixFileMode(path, mode);
        UnixFileMode meanwhile = UnixFileMode.None;
        AtomicFile.Write(path, _ => meanwhile = File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_folder["."], "*.unfinished"))));
        Assert.Equal((mode, mode), (meanwhile, File.GetUnixFileMode(path)));
        NpzFile.Write(path, One);
        SafeTensors.Write(path, One);
        NpyFile.Write(path, One[0]);
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void What_a_link_names_is_replaced_and_not_the_link()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        string target = Path.Combine(_folder["elsewhere"], "weights");
        File.WriteAllBytes(target, [1]);
        File.CreateSymbolicLink(_folder["link"], target);
        File.CreateSymbolicLink(_folder["link to link"], "link");
        AtomicFile.Write(_folder["link to link"], file => file.WriteByte(2));
        Assert.Equal([2], File.ReadAllBytes(target));
        Assert.Equal((target, "link"), (new FileInfo(_folder["link"]).LinkTarget, new FileInfo(_folder["link to link"]).LinkTarget));

        // A link to what is not there yet makes it.
        File.Delete(target);
        AtomicFile.Write(_folder["link"], file => file.WriteByte(3));
        Assert.Equal([3], File.ReadAllBytes(target));
        Assert.Equal([target], Directory.GetFiles(_folder["elsewhere"]));
    }

    [Fact]
    public void Pipes_devices_and_folders_are_refused()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using (Process make = Process.Start("mkfifo", [_folder["pipe"]]))
        {
            make.WaitForExit();
        }

        File.CreateSymbolicLink(_folder["link"], "/dev/null");
        Directory.CreateDirectory(_folder["folder"]);
        foreach ((string path, string kind) in new[] { (_folder["pipe"], "a pipe"), ("/dev/null", "a device"), (_folder["link"], "a device"),
            (_folder["folder"], "a folder") })
        {
            IOException e = Assert.Throws<IOException>(() => SafeTensors.Write(path, One));
            Assert.StartsWith($"{path} is {kind}", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["link", "pipe"], _folder.FileNames.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(227)]
    [InlineData(228)]
    [InlineData(255)]
    public void Every_name_that_the_file_system_takes_can_be_written(int length)
    {
        // Of two bytes each but the last.
        string name = new string('\u00e4', (length - 1) / 2) + new string('x', 1 + ((length - 1) % 2));
        AtomicFile.Write(_folder[name], file => file.WriteByte(1));
        Assert.Equal([name], _folder.FileNames);
    }

    /// <summary>The rest of the buffer cannot be written either when the file is closed.</summary>
    [Fact]
    public void The_first_exception_comes_out_and_nothing_is_left()
    {
        _folder.Write("file", 1);
        Assert.Equal("wanted", Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["file"], stream =>
        {
            stream.WriteByte(2);
            ((FileStream)stream).SafeFileHandle.Dispose();
            throw new InvalidOperationException("wanted");
        })).Message);
        Assert.Equal(["file"], _folder.FileNames);
        Assert.Equal([1], File.ReadAllBytes(_folder["file"]));
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(_folder["no/such/folder"], _ => { }));
    }
}
