using Book;

return BookWriter.Run(Directory.GetCurrentDirectory(), args, Console.Out, Console.Error);
