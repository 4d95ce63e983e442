using Multiprocessing.Sharing;

namespace Multiprocessing;

// How it is sent: by its name.
[SharedFormatters]
public sealed partial class SharedMemory : ISharedObject
{
    SharedMemory ISharedObject.Memory => this;
}
