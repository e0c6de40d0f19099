using NetCompiler.Tests.Shared;

namespace NetCompiler.Execution.Tests.Training;

[Network, Input(Size)]
[Dense(19, Activation = Activation.Tanh, KernelL2 = 0.1f)]
[BatchNormalization]
[Dense(3)]
[Loss(Loss.MeanSquaredError)]
internal sealed partial class Teacher
{
    public const int Size = 5;
}

[Network]
internal sealed partial class Student
{
    [Layer<Teacher>(Trainable = false)] private static partial Tensor Teach(Tensor x);
    [Dense(3)] private static partial Tensor Learn(Tensor x);

    [Forward]
    private static (Tensor own, Tensor taught) Forward([Input(Teacher.Size)] Tensor x) => (Learn(x), Teach(x));

    [Loss]
    private static Tensor Loss(Tensor own, Tensor taught, [Target(3)] Tensor truth) =>
        0.25f * MeanSquaredError(own, truth) + 0.75f * MeanSquaredError(own, taught);
}

/// <summary>A student learns from a teacher beside it, which stays what it is.</summary>
public sealed class DistillationTests
{
    private const int Samples = 9;

    [Fact]
    public void The_teacher_stays_and_the_student_comes_nearer()
    {
        (Teacher teacher, Student student) = Pair();
        float[] inputs = teacher.MakeInputs(Samples, seed: 1), truth = teacher.MakeTargets(Samples, seed: 2), taught = Predict(teacher, inputs);
        float[] before = student.Parameters.Where(p => p.Name.StartsWith("teach/", StringComparison.Ordinal)).SelectMany(p => p.Values()).ToArray();
        Assert.Equal(teacher.Weights(), before);
        Assert.Equal(["learn/kernel", "learn/bias"], student.Parameters.Where(p => p.Trainable).Select(p => p.Name));

        float first = student.EvaluateLoss(inputs, truth);
        var optimizer = new AdamW(0.05f);
        for (int step = 0; step < 200; step++)
        {
            student.TrainStep(inputs, truth, optimizer);
        }

        Assert.True(student.EvaluateLoss(inputs, truth) < 0.5f * first);
        var same = new Teacher(seed: 7);
        Assert.Equal(teacher.Parameters.Count, same.CopyParametersFrom(student, otherLayer: "teach"));
        Assert.Equal(teacher.Weights(), same.Weights());
        Assert.Equal(taught, Predict(same, inputs));
    }

    /// <summary>
    /// Of 0.25 (x W + b - truth)^2 + 0.75 (x W + b - taught)^2, averaged: each kernel element sums x times half the weighted distances.
    /// </summary>
    [Fact]
    public void The_gradient_is_the_formulas()
    {
        (Teacher teacher, Student student) = Pair();
        float[] inputs = teacher.MakeInputs(Samples, seed: 1), truth = teacher.MakeTargets(Samples, seed: 2), taught = Predict(teacher, inputs);
        Parameter kernel = student.Parameters.Single(p => p.Name == "learn/kernel"), bias = student.Parameters.Single(p => p.Name == "learn/bias");
        (float[] w, float[] b) = (kernel.Values(), bias.Values());
        var expected = new double[Teacher.Size * 3];
        double loss = 0;
        for (int i = 0; i < Samples * 3; i++)
        {
            (int sample, int unit) = (i / 3, i % 3);
            double own = b[unit] + Enumerable.Range(0, Teacher.Size).Sum(j => (double)inputs[(sample * Teacher.Size) + j] * w[(j * 3) + unit]);
            loss += ((0.25 * Math.Pow(own - truth[i], 2)) + (0.75 * Math.Pow(own - taught[i], 2))) / (Samples * 3);
            double distance = 2 * ((0.25 * (own - truth[i])) + (0.75 * (own - taught[i]))) / (Samples * 3);
            for (int j = 0; j < Teacher.Size; j++)
            {
                expected[(j * 3) + unit] += inputs[(sample * Teacher.Size) + j] * distance;
            }
        }

        Assert.Equal(loss, student.ComputeGradients(inputs, truth), 1e-5);
        Assert.All(expected.Zip(kernel.Gradient()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_layer_that_is_not_there_is_named()
    {
        (Teacher teacher, Student student) = Pair();
        float[] before = student.Weights();
        var fault = Assert.Throws<ArgumentException>(() => student.CopyParametersFrom(teacher, "teacher"));
        Assert.Contains("'Student' has no parameter under 'teacher/'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("learn/kernel", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, teacher.CopyParametersFrom(student, otherLayer: "learn"));
        Assert.Equal(before, student.Weights());
    }

    /// <summary>A teacher that has learnt a little, and a student that has its weights.</summary>
    private static (Teacher Teacher, Student Student) Pair()
    {
        (Teacher teacher, Student student) = (new(seed: 3), new(seed: 4));
        var optimizer = new Adam(0.01f);
        for (int step = 0; step < 20; step++)
        {
            teacher.TrainStep(teacher.MakeInputs(Samples, seed: step), teacher.MakeTargets(Samples, seed: step + 1), optimizer);
        }

        Assert.Equal(teacher.Parameters.Count, student.CopyParametersFrom(teacher, layer: "teach"));
        return (teacher, student);
    }

    private static float[] Predict(Teacher teacher, float[] inputs)
    {
        var outputs = new float[Samples * teacher.OutputFloats];
        teacher.Predict(inputs, outputs);
        return outputs;
    }
}
