using Repro.Claims;
using Repro.Import.Reading;
using Repro.Import.Statements;
using Repro.Import.Texts;

namespace Repro.Specs.Import;

[Category("Fast")]
internal sealed class StatementSpecs
{
    [TestCase("The network reaches an accuracy of 97.8 %.", "accuracy = 0.978")]
    [TestCase("It has a test accuracy of over 70%.", "accuracy > 0.7")]
    [TestCase("The validation accuracy stalls at 70-72%.", "accuracy in 0.7..0.72")]
    [TestCase("Accuracy lies between 90% and 93%.", "accuracy in 0.9..0.93")]
    [TestCase("We get ~98% accuracy.", "accuracy ~ 0.98")]
    [TestCase("The validation accuracy never exceeds 97 %.", "accuracy <= 0.97")]
    [TestCase("The test accuracy is not more than 99 %.", "accuracy <= 0.99")]
    [TestCase("The test accuracy never falls below 90 %.", "accuracy >= 0.9")]
    [TestCase("We get a test accuracy as high as 97 %.", "accuracy = 0.97")]
    [TestCase("The loss is averaged over 10,000 test images.", "data_size = 10000")]
    [TestCase("The training and validation accuracy are 95% and 98%.", "accuracy = 0.95|accuracy = 0.98")]
    [TestCase("This gives an accuracy of about 0.91 (or 91%).", "accuracy ~ 0.91")]
    [TestCase("The accuracy climbs to at least 85 percent.", "accuracy >= 0.85")]
    [TestCase("Die Genauigkeit auf den Testdaten beträgt 71,5 %.", "accuracy = 0.715")]
    [TestCase("La precisión en los datos de prueba es de 97,2 %.", "accuracy = 0.972")]
    [TestCase("A acurácia no conjunto de teste foi de mais de 90%.", "accuracy > 0.9")]
    [TestCase("A exatidão de teste foi de mais de 70%.", "accuracy > 0.7")]
    [TestCase("테스트 정확도는 약 99.2%입니다.", "accuracy ~ 0.992")]
    [TestCase("测试准确率达到了大约 99%。", "accuracy ~ 0.99")]
    [TestCase("The loss falls to 0.25.", "loss = 0.25")]
    [TestCase("The folds have different validation scores, from 2.1 to 2.9.", "absolute_error in 2.1..2.9")]
    [TestCase("Their average (2.4) is more reliable than any of these scores.", "absolute_error = 2.4")]
    [TestCase("We are still off by about \\$2,550.", "absolute_error ~ 2550")]
    [TestCase("We are off by $2,400 on average, and the prices range from $10,000 to $50,000.", "absolute_error = 2400")]
    [TestCase("The network has half a million parameters.", "parameters = 500000")]
    [TestCase("It has 25.6M parameters.", "parameters ~ 25600000")]
    [TestCase("El modelo tiene 1.234.567 parámetros.", "parameters = 1234567")]
    [TestCase("这个模型有 93,322 个参数。", "parameters = 93322")]
    [TestCase("The first convolution has 160 parameters.", "layer_parameters = 160")]
    [TestCase("The output layer has 15,690 parameters.", "layer_parameters = 15690")]
    [TestCase("The second layer has 4,640 parameters.", "layer_parameters = 4640")]
    [TestCase("The layer `conv2d_1` has 4,640 parameters.", "layer_parameters = 4640")]
    [TestCase("The batch normalization has 64 parameters.", "layer_parameters = 64")]
    [TestCase("With this layer the network has 4,640 parameters.", "parameters = 4640")]
    [TestCase("The first layer has 32 filters.", "hyperparameter = 32")]
    [TestCase("The hidden layer has 128 units.", "layer_shape = 128")]
    [TestCase("The network is trained for 15 epochs.", "epochs = 15")]
    [TestCase("Das Netz wird 20 Epochen lang trainiert.", "epochs = 20")]
    [TestCase("모델을 5 에포크 동안 훈련합니다.", "epochs = 5")]
    [TestCase("We use a batch size of 64.", "batch_size = 64")]
    [TestCase("The images have ten classes.", "class_count = 10")]
    [TestCase("There are 60,000 training images.", "data_size = 60000")]
    [TestCase("数据集有 6万张图片。", "data_size = 60000")]
    [TestCase("The input has the shape (28, 28, 1).", "shape = 28x28x1")]
    [TestCase("The images are resized to 150x150.", "image_size = 150x150")]
    [TestCase("Pixels are scaled to the [0, 1] range.", "pixel_range in 0..1")]
    [TestCase("The learning rate is 1e-4.", "hyperparameter = 0.0001")]
    [TestCase("We drop half the units with a dropout rate of 0.5.", "hyperparameter = 0.5")]
    [TestCase("There are three convolutional layers.", "layer_count = 3")]
    [TestCase("The data have 24 different exclusive classes.", "class_count = 24")]
    [TestCase("The corpus has 24 different news topics.", "class_count = 24")]
    [TestCase("The last layer is a 10-way softmax layer.", "layer_shape = 10|activation = softmax")]
    [TestCase("We do 10-way classification.", "class_count = 10")]
    [TestCase("Our earlier model had 16-dimensional hidden layers.", "layer_shape = 16")]
    [TestCase("For each image the network will output a 24-dimensional vector.", "shape = 24")]
    [TestCase("The array has the shape (60000, 28 * 28).", "shape = 60000x784")]
    [TestCase("The accuracy of a random classifier is 50 %, but here it is close to 20 %.", "accuracy ~ 0.5|accuracy ~ 0.2")]
    [TestCase("The accuracy peaks at 71 %, an 8 % absolute drop.", "accuracy = 0.71|improvement = 0.08")]
    [TestCase("The accuracy nearly reaches 98 %.", "accuracy ~ 0.98")]
    [TestCase("The layers have 1200 _trainable_ parameters.", "parameters = 1200")]
    [TestCase("This is a 2-class classification.", "class_count = 2")]
    [TestCase("Its training loss is near zero.", "loss ~ 0")]
    [TestCase("We have few data points, only 506 in total, with 404 training samples.", "data_size = 506|data_size = 404")]
    [TestCase("The data set has 13 features.", "feature_count = 13")]
    [TestCase("The net has two hidden layers, each with 64 units.", "layer_count = 2|layer_shape = 64")]
    [TestCase("The validation MAE is about 2.4.", "absolute_error ~ 2.4")]
    [TestCase("The validation MAE stops improving after 80 epochs.", "epochs = 80")]
    [TestCase("We compile the network with the `mse` loss.", "hyperparameter = mean_squared_error")]
    [TestCase("28 * 28 = 784 pixels are flattened.", "layer_shape = 784")]
    [TestCase("It returns a probability distribution over the 46 classes.", "class_count = 46")]
    [TestCase("We are using the sparse_categorical_crossentropy loss.", "hyperparameter = sparse_categorical_crossentropy")]
    [TestCase("The archive contains 5,000 heartbeats, each with 140 data points.", "data_size = 5000")]
    [TestCase("Take the top 20,000 most frequent words.", "hyperparameter = 20000")]
    [TestCase("A batch of 32 images comes with labels for the 32 images.", "batch_size = 32")]
    [TestCase("Train for 20 epochs (20 iterations over all samples).", "epochs = 20")]
    [TestCase("Use the first 1,000 samples for validation, and the next 5,000 for training.", "data_size = 1000|data_size = 5000")]
    [TestCase("データセットには 60,000 枚の画像が含まれます。", "data_size = 60000")]
    [TestCase("このモデルは 10 クラスを持ちます。", "class_count = 10")]
    [TestCase("テスト精度は 70％ を超えます。", "accuracy > 0.7")]
    [TestCase("ピクセルの値は 0 から 255 の間です。", "pixel_range in 0..255")]
    [TestCase("레이블은 0에서 9까지의 정수입니다.", "label_range in 0..9")]
    [TestCase("첫 번째 층에는 128개의 노드가 있습니다.", "layer_shape = 128")]
    [TestCase("We end the network with a single unit and a sigmoid activation.", "layer_shape = 1|activation = sigmoid")]
    [TestCase("The last layer is a softmax layer.", "activation = softmax")]
    [TestCase("We use the RMSprop optimizer.", "hyperparameter = RMSprop")]
    [TestCase("We use binary cross-entropy as the loss.", "hyperparameter = binary_crossentropy")]
    [TestCase("Each split has the same number of images of each class.", "data_size = equal")]
    [TestCase("The validation data should not be augmented.", "augmentation = no augmentation")]
    [TestCase("The classes are balanced.", "data_size = equal")]
    [TestCase("We train with the categorical cross-entropy loss.", "hyperparameter = categorical_crossentropy")]
    [TestCase("The network grows from 16 to 64 filters.", "shape in 16..64")]
    [TestCase("The initial loss is close to -log(1/10) ~= 2.3.", "loss ~ 2.3")]
    [TestCase("We know that log(4) is about 1.386.", "arithmetic ~ 1.386")]
    [TestCase("There are 500 image labels in the test set.", "data_size = 500")]
    [TestCase("The test set contains 10,000 image labels.", "data_size = 10000")]
    [TestCase("The network trains on 10 % of the data with a high accuracy.", "data_size = 0.1")]
    [TestCase("The network has 8+ million parameters.", "parameters > 8000000")]
    [TestCase("We set epochs=20.", "epochs = 20")]
    [TestCase("The larger model outperforms the smaller one by roughly 3 % in test accuracy.", "improvement ~ 0.03")]
    [TestCase("The network cleared 60 % in accuracy.", "accuracy > 0.6")]
    [TestCase("The kernel, which slides over the image, is 3x3 pixels.", "hyperparameter = 3x3")]
    [TestCase("The pool size of the pooling layer will be 2 x 2 pixels.", "hyperparameter = 2x2")]
    [TestCase("합성곱 층의 필터 크기 3 x 3 입니다.", "hyperparameter = 3x3")]
    [TestCase("풀링 층의 풀 크기 2 x 2 입니다.", "hyperparameter = 2x2")]
    [TestCase("The images are resized to 32x32 pixels, and the kernel slides over them.", "image_size = 32x32")]
    public void A_sentence_states(string sentence, string statement) => Of("a.md", sentence).Should().Equal(statement.Split('|'));

    [TestCase("See chapter 5 and Figure 3.")]
    [TestCase("* Binary (2-class) classification")]
    [TestCase("There are 200 series, each with 140 data points.")]
    [TestCase("For instance, an MAE of 0.5 would mean that we are off by a half.")]
    [TestCase("Avoid layers with fewer than 46 hidden units.")]
    [TestCase("What if the data have more than two classes?")]
    [TestCase("* Encoding the labels as integers and using the sparse_categorical_crossentropy loss.")]
    [TestCase("It has 3*3 = 9 feature vectors.")]
    [TestCase("Training takes 24 s on a GPU.")]
    [TestCase("This needs Keras 2.0.8 of 2015/06/19.")]
    [TestCase("VGG16 was published in 2014 with CIFAR-10.")]
    [TestCase("Let's look at the first 25 images.")]
    [TestCase("A plot ![accuracy](img/fig1%20acc.png) follows.")]
    [TestCase("<div style=\"width:100%\">A box.</div>")]
    [TestCase("print(\"%d%%\" % 5); y = 10 % 3")]
    [TestCase("Two epochs later, it stops.")]
    [TestCase("After 5 epochs the curves are flat.")]
    [TestCase("We use a schedule with half of the rate at 1,000 epochs.")]
    [TestCase("The figure has 20 epochs on its axis.")]
    [TestCase("The network gets 80 images of the test set wrong.")]
    [TestCase("Here is a grid of 30 test images.")]
    [TestCase("It confuses two classes.")]
    [TestCase("Of the test images, 3 % are classified wrongly.")]
    [TestCase("Its accuracy is 0.1 lower than before.")]
    [TestCase("It has 5 million parameters less.")]
    [TestCase("We add random flips with a factor of 0.5.")]
    [TestCase("In the last 5 epochs, nothing changes.")]
    [TestCase("It has not improved for 3 epochs.")]
    [TestCase("Only a few hundred images are needed, or one of them.")]
    [TestCase("There are two ways to use this layer.")]
    [TestCase("Save the weights every 5 epochs.")]
    [TestCase("The patterns are shown in an 8 x 8 grid.")]
    [TestCase("The figures show 64 filter patterns.")]
    [TestCase("An MAE of 0.5 would mean that our predictions are off by $500.")]
    [TestCase("The tax is $10,000, and $5$ is a number.")]
    [TestCase("It decreases the learning rate to 1/2 of the base rate.")]
    [TestCase("Dropout turns the vector [0.2, 0.5, 1.3] into random zeros [0, 0.5, 0].")]
    [TestCase("A neuron gives a 10,000-dimensional vector that is all zeros.")]
    [TestCase("Plotten wir die 25 ersten Bilder.")]
    [TestCase("データの最初の 25 枚の画像を表示します。")]
    [TestCase("显示其中的前 25 个图像。")]
    [TestCase("After 10 epochs we divide the learning rate by 10.")]
    [TestCase("Try to decrease the learning rate by 10 or 100.")]
    [TestCase("Color pictures have 3 channels for RGB.")]
    public void A_sentence_states_nothing(string sentence) => Of("a.md", sentence).Should().BeEmpty();

    [TestCase("100%|██████████| 25000/25000 [00:10<00:00]")]
    [TestCase(" 97% 529M/543M [00:06<00:00, 83.6MB/s]")]
    [TestCase("Downloading data from https://example.org/mnist.npz")]
    [TestCase("'2.0.8'")]
    [TestCase("<keras.callbacks.History at 0x7fbd9c4cd828>")]
    [TestCase("12460032/17464789 [====================>.........] - ETA: 0s")]
    public void A_printed_line_states_nothing(string line) => Of("a.md", $"```text\n{line}\n```\n").Should().BeEmpty();

    [TestCase("Test accuracy: 0.9922", "accuracy = 0.9922")]
    [TestCase("x_train shape: (60000, 28, 28, 1)", "shape = 60000x28x28x1")]
    [TestCase("Train on 25000 samples, validate on 25000 samples", "data_size = 25000|data_size = 25000")]
    [TestCase("60000 train samples", "data_size = 60000")]
    [TestCase("Found 2000 images belonging to 2 classes.", "data_size = 2000|class_count = 2")]
    [TestCase("Total params: 25.6M", "parameters ~ 25600000")]
    [TestCase("max_pooling2d_1 (MaxPooling2 (None, 13, 13, 32)        0         ", "layer_shape = Nonex13x13x32|layer_parameters = 0")]
    [TestCase(
        "block1_conv1 (Conv2D)           (None, 224, 224, 64) 1792        input_1[0][0]",
        "layer_shape = Nonex224x224x64|layer_parameters = 1792"
    )]
    [TestCase(
        " max_pooling2d (MaxPooling2D  (None, 13, 13, 32)       0         \n )                                                               ",
        "layer_shape = Nonex13x13x32|layer_parameters = 0"
    )]
    public void A_printed_line_states(string line, string statements) =>
        Of("a.md", $"```text\n{line}\n```\n").Should().Equal(statements.Split('|'));

    [Test]
    public void A_log_states_its_last_finished_epoch_and_keeps_the_others()
    {
        TextStatements text = StatementReader.Read(
            SourceText.Parse(
                "a.md",
                "```text\nEpoch 1/3\n10/10 [====] - 1s 2ms/step - loss: 0.5000 - acc: 0.7000 - val_loss: 0.4000 - val_acc: 0.8000\nEpoch 2/3\n10/10 [====] - 1s 2ms/step - loss: 0.4000 - acc: 0.7500 - val_loss: 0.4500 - val_acc: 0.5711.594 - ETA: 7s\nEpoch 3/3\n 4/10 [==>..] - ETA: 7s - loss: 0.3000 - acc: 0.9000\n```\n"
            )
        );

        text.Statements.Select(Shown)
            .Should()
            .BeEquivalentTo(["epochs = 3", "steps = 10", "loss = 0.4", "accuracy = 0.75", "loss = 0.45", "accuracy = 0.5711"]);
        text.Logs.Single().Series("val_loss").Should().Equal((1, 0.4), (2, 0.45));
        text.Logs.Single().IsCutOff.Should().BeTrue();
    }

    [TestCase("# model.fit(x, y, epochs=50)")]
    [TestCase("#model.add(layers.Dense(64, activation='relu'))")]
    [TestCase("# model.fit(x, y,\n#     epochs=50,\n#     batch_size=128)")]
    [TestCase("# batch_size = 128")]
    [TestCase("# l2 : float (default: 0.0)")]
    [TestCase("# No penalty for l1=0.0 (default)")]
    [TestCase("# The learning rate shrinks: rate / (1 + epoch * decay)")]
    public void Code_in_a_comment_states_nothing(string code) => Of("a.md", $"```python\n{code}\n```\n").Should().BeEmpty();

    [TestCase("# Train for 50 epochs\n# model.fit(x, y, epochs=20)", "epochs = 50")]
    [TestCase("# test accuracy: 0.97", "accuracy = 0.97")]
    [TestCase("# test_acc = 0.97", "accuracy = 0.97")]
    public void A_comment_states(string code, string statements) =>
        Of("a.md", $"```python\n{code}\n```\n").Should().Equal(statements.Split('|'));

    [Test]
    public void Printed_numbers_have_decimal_points_in_every_language()
    {
        const string German = "Das Netz ist mit der Funktion fit trainiert, und wir messen die Genauigkeit.\n";

        Of("a.md", $"{German}\n```text\nTest loss: 1.234\n```\n").Should().Equal("loss = 1.234");
        Of("a.md", $"{German}\nDas Netz hat 1.234 Parameter.\n").Should().Equal("parameters = 1234");
    }

    [TestCase("We get an accuracy of 0.98 (i.e. 98 %) on the training data.", DataPart.Train)]
    [TestCase(
        "The network reaches a test accuracy above 98 % and a validation accuracy of about 98.9 %.",
        DataPart.Test,
        DataPart.Validation
    )]
    [TestCase("Die Genauigkeit beträgt 71 %.", DataPart.Unknown)]
    [TestCase("There are 20,000 reviews for training and 5,000 reviews for testing.", DataPart.Train, DataPart.Test)]
    [TestCase("Hay 50000 imágenes de entrenamiento y 10000 imágenes de prueba.", DataPart.Train, DataPart.Test)]
    [TestCase("Set apart 1,000 samples of the training data to use as a validation set.", DataPart.Validation)]
    [TestCase("Keep 5,000 reviews from the training set for validation.", DataPart.Validation)]
    [TestCase("5,000 枚の画像でトレーニングし、1,000 枚の画像で評価します。", DataPart.Train, DataPart.Test)]
    [TestCase("使用 5,000 张图像来训练网络，使用 1,000 张图像来评估网络。", DataPart.Train, DataPart.Test)]
    public void A_number_is_about_the_part_that_the_text_names(string sentence, params DataPart[] parts) =>
        StatementReader.Read(SourceText.Parse("a.md", sentence)).Statements.Select(statement => statement.Topic.Part).Should().Equal(parts);

    [TestCase("With other methods, one should get close to 95 % accuracy.")]
    [TestCase("Try using larger layers: 32 units, 128 units...")]
    [TestCase("For instance, a model with 500,000 parameters could learn it by heart.")]
    [TestCase("We could have used 64 units.")]
    [TestCase("We want an accuracy of 80 %.")]
    [TestCase("A logistic regression has an accuracy of 92 %.")]
    public void A_suggestion_is_about_something_else(string sentence) =>
        StatementReader
            .Read(SourceText.Parse("a.md", sentence))
            .Statements.Should()
            .NotBeEmpty()
            .And.AllSatisfy(statement => statement.Topic.Elsewhere.Should().BeTrue());

    [Test]
    public void A_log_goes_on_in_the_next_output()
    {
        string cells =
            """{"cells":[{"cell_type":"code","source":"model.fit(x)","outputs":[{"output_type":"stream","name":"stdout","text":"Epoch 1/2\n10/10 [====] - 1s - loss: 0.5 - acc: 0.7\nEpoch 2/2\n"},{"output_type":"stream","name":"stdout","text":"10/10 [====] - 1s - loss: 0.4 - acc: 0.8\n"}]}]}""";

        TextStatements text = StatementReader.Read(SourceText.Parse("a.ipynb", cells));

        text.Logs.Single().Series("acc").Should().Equal((1, 0.7), (2, 0.8));
        text.Statements.Select(Shown).Should().BeEquivalentTo(["epochs = 2", "steps = 10", "loss = 0.4", "accuracy = 0.8"]);
    }

    [TestCase("train_images.shape", "(60000, 28, 28)", "shape = 60000x28x28")]
    [TestCase("len(test_labels)", "10000", "data_size = 10000")]
    [TestCase("predictions[0].shape", "(46,)", "shape = 46")]
    public void A_shown_size_is_stated(string code, string output, string statement) =>
        Of(
                "a.ipynb",
                $$"""{ "cells": [ { "cell_type": "code", "source": "{{code}}", "outputs": [ { "output_type": "execute_result", "data": { "text/plain": "{{output}}" } } ] } ] }"""
            )
            .Should()
            .Equal(statement);

    [Test]
    public void The_moment_of_a_minimum_is_not_the_number_of_epochs() =>
        StatementReader
            .Read(SourceText.Parse("a.md", "The validation loss reaches its minimum after only five epochs."))
            .Statements.Single()
            .Topic.Moment.Should()
            .Be("argmin val_loss");

    [Test]
    public void A_notebook_states_the_same_in_one_line_of_JSON()
    {
        string path = Repository.PathOf("fixtures", "import", "digits.ipynb");
        string line = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!.ToJsonString();

        StatementReader
            .Read(SourceText.Parse("a.ipynb", line))
            .Statements.Should()
            .BeEquivalentTo(StatementReader.Read(SourceText.Read(path)).Statements);
    }

    [Test]
    public void Boxes_colors_and_bare_results_are_read() =>
        StatementReader
            .Read(SourceText.Read(Repository.PathOf("fixtures", "import", "digits.ipynb")))
            .Statements.Where(statement => statement.Origin == Origin.Output)
            .Select(Shown)
            .Should()
            .Equal(
                "layer_shape = Nonex784",
                "layer_parameters = 0",
                "layer_shape = Nonex32",
                "layer_parameters = 25120",
                "layer_shape = Nonex10",
                "layer_parameters = 330",
                "parameters = 25450",
                "parameters = 25450",
                "parameters = 0",
                "epochs = 3",
                "steps = 469",
                "loss = 0.165",
                "accuracy = 0.9531",
                "accuracy = 0.9525"
            );

    [Test]
    public void A_sentence_with_two_losses_is_read_to_its_end() =>
        Of(
                "a.md",
                "- As in Keras, `train_loss` is the sum of the losses times their weights, plus penalties, and `train_price_loss` is the "
                    + "loss of one output without its weight. Columns, claims and callbacks name outputs in the same way: "
                    + "`run:homes/val_kind_acc@last`, `\"monitor\": \"val_price_loss\"`. The loss falls to 0.25."
            )
            .Should()
            .Equal("loss = 0.25");

    private static string[] Of(string name, string text) =>
        [.. StatementReader.Read(SourceText.Parse(name, text)).Statements.Select(Shown)];

    private static string Shown(Statement statement) =>
        $"{System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(statement.Kind.ToString())} {statement.Relation.Sign()} {statement.Value}";
}
