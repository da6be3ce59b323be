Console.Error.WriteLine("repro: no command is built yet");
return 2;
