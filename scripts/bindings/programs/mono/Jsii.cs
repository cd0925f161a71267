using System;

// What the generated source calls of the runtime of jsii and its packages, for a compiler that has none of them.
namespace Amazon.JSII.Runtime.Deputy
{
    public sealed class ByRefValue { }

    public sealed class DeputyProps
    {
        public DeputyProps(object[] arguments = null) { }
    }

    public abstract class DeputyBase
    {
        protected DeputyBase(DeputyProps props = null) { }
        protected DeputyBase(ByRefValue reference) { }
        protected T GetInstanceProperty<T>(string name = null) { return default(T); }
        protected void SetInstanceProperty<T>(T value, string name = null) { }
        protected T InvokeInstanceMethod<T>(Type[] types, object[] arguments, string name = null) { return default(T); }
        protected void InvokeInstanceVoidMethod(Type[] types, object[] arguments, string name = null) { }
        protected static T GetStaticProperty<T>(Type type, string name = null) { return default(T); }
        protected static void SetStaticProperty<T>(Type type, T value, string name = null) { }
        protected static T InvokeStaticMethod<T>(Type type, Type[] types, object[] arguments, string name = null) { return default(T); }
        protected static void InvokeStaticVoidMethod(Type type, Type[] types, object[] arguments, string name = null) { }
    }
}

namespace Newtonsoft.Json.Linq
{
    public class JObject { }
}

namespace Xunit
{
    [AttributeUsage(AttributeTargets.Method)]
    public class FactAttribute : Attribute { }

    [AttributeUsage(AttributeTargets.Assembly)]
    public class CollectionBehaviorAttribute : Attribute
    {
        public bool DisableTestParallelization { get; set; }
    }

    public static class Assert
    {
        public static T ThrowsAny<T>(Func<object> code) where T : Exception { return null; }
        public static void Contains(string expected, string actual) { }
        public static void Null(object actual) { }
        public static void Equal<T>(T expected, T actual) { }
    }
}
