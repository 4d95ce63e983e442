using Multiprocessing.Pickling;
using Multiprocessing.Pickling.Formatters;

namespace Multiprocessing.Sharing;

/// <summary>Objects in shared memory are sent as the names of their segments.</summary>
internal sealed class SharedFormattersAttribute : FormattedByAttribute
{
    public override bool NamesClass => true;

    public override Formatter ForApplication(Type type) => new SharedFormatter(type);

    public override Formatter ForPython(Type type) =>
        type == typeof(SharedMemory) ? new PythonSharedMemory() : new SharedFormatter(type);
}
