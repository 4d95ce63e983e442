namespace SharedStateSpecs.Repository.Conventions;

/// <summary>The base of specs that verify snapshots, without a diff tool.</summary>
public abstract class Specs() : VerifyBase(Settings)
{
    private static VerifySettings Settings
    {
        get
        {
            var settings = new VerifySettings();
            settings.DisableDiff();
            return settings;
        }
    }
}
