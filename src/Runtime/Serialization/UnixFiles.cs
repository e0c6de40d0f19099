using System.Runtime.InteropServices;

namespace NetCompiler;

/// <summary>What .NET does not tell or do about files on Unix. Where the system has no such call, nothing is known and nothing done.</summary>
internal static unsafe partial class UnixFiles
{
    /// <summary>What is at the end of a path and its links; null where there is nothing, or the system does not tell.</summary>
    public static Status? StatusOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        const int CurrentFolder = -100, FollowLinks = 0, TypeAndOwner = 0x1 | 0x8 | 0x10, Bytes = 256, UserAt = 20, GroupAt = 24, ModeAt = 28;
        byte* status = stackalloc byte[Bytes];
        try
        {
            return GetStatus(CurrentFolder, path, FollowLinks, TypeAndOwner, status) == 0
                ? new Status(*(ushort*)(status + ModeAt), *(int*)(status + UserAt), *(int*)(status + GroupAt))
                : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes a rename last beyond a loss of power; Windows needs no such call, and a file system that knows none is left alone.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser())
        {
            return;
        }

        const int ReadOnly = 0;
        try
        {
            int handle = Open(directory, ReadOnly);
            if (handle >= 0)
            {
                _ = Synchronize(handle);
                _ = Close(handle);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without these calls: the rename is as lasting as its file system makes it.
        }
    }

    /// <summary>What a path leads to.</summary>
    /// <param name="mode">Type and permissions.</param>
    /// <param name="user">The owner.</param>
    /// <param name="group">The owning group.</param>
    internal readonly struct Status(ushort mode, int user, int group)
    {
        /// <summary>What it is where it is neither a file nor a folder; else null.</summary>
        public string? Special => (mode & 0xF000) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };

        /// <summary>Gives a file this one's owner, if the process may; else it keeps its own.</summary>
        public void GiveOwner(SafeHandle file) => _ = ChangeOwner(file, user, group);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetStatus(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int ChangeOwner(SafeHandle file, int user, int group);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
