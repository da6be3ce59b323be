namespace Repro.Specs.Import;

/// <summary>Statements in French.</summary>
[Category("Fast")]
internal sealed class FrenchSpecs
{
    private const string Model = """
        ```python
        import keras
        from keras import layers
        (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
        model = keras.Sequential([
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(40, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ])
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x, y, epochs=3, batch_size=64, validation_split=0.1)
        model.evaluate(x_test, y_test)
        ```

        """;

    [TestCase("Le jeu contient 60 000 images d'apprentissage.", "data:mnist[train_images]/count = 60000")]
    [TestCase("Il y a 10 000 images de test, soit en tout 70 000 images.", "data:mnist[test_images]/count = 10000")]
    [TestCase("Les images sont réparties en 10 catégories.", "data:mnist[train_labels]/class_count = 10")]
    [TestCase("La couche cachée comporte 40 neurones.", "model:a-model[dense]/output_elements = 40")]
    [TestCase("La couche de sortie a 10 neurones.", "model:a-model[dense_1]/output_elements = 10")]
    [TestCase("La première couche dense a 40 neurones.", "model:a-model[dense]/output_elements = 40")]
    [TestCase("La couche de convolution a 8 filtres.", "model:a-model[conv2d]/output_channels = 8")]
    [TestCase("Le réseau a deux couches denses.", "model:a-model[Dense]/layer_count = 2")]
    [TestCase("Le modèle a 216 922 paramètres.", "model:a-model/total_params = 216922")]
    [TestCase("Le modèle n'a pas plus de 300 000 paramètres.", "model:a-model/total_params <= 300000")]
    [TestCase("Le modèle n'a pas moins de 200 000 paramètres.", "model:a-model/total_params >= 200000")]
    [TestCase("La précision de validation ne dépasse pas 99 %.", "run:a-run/val_acc@tail <= 0.99")]
    [TestCase("Le modèle est entraîné pendant 3 époques.", "config:a-run/epochs = 3")]
    [TestCase("Nous utilisons une taille de lot de 64.", "config:a-run[train]/batch_size = 64")]
    [TestCase("La précision sur les données de test est de 98,2 %.", "run:a-run/test_acc@last ~ 0.982")]
    [TestCase("Le modèle atteint une exactitude de plus de 97 % sur le jeu de test.", "run:a-run/test_acc@last > 0.97")]
    [TestCase("La précision de validation est de 98,2 %.", "run:a-run/val_acc@tail ~ 0.982")]
    [TestCase("Chaque neurone a 41 poids.", "")]
    [TestCase("On voit les 60000 étiquettes.", "")]
    [TestCase("Les 100 premières images sont affichées.", "")]
    public void Units_are_read(string sentence, string row) =>
        string.Join(
                '|',
                Drafts
                    .Of($"{Model}Nous avons une base pour la suite et des images avec les chiffres dans le dossier.\n\n{sentence}\n")
                    .Rows.Where(each => each.Address.Length > 0)
                    .Select(each => $"{each.Address} {each.Relation} {each.Expected}")
            )
            .Should()
            .Be(row);
}
