/* The native library of TorchSharp asks for this symbol of a newer libstdc++ than Debian 12 has. There it is not needed: each object file
   starts the streams itself. Loaded before that library, and used by nothing but this comparison. */
void _ZSt21ios_base_library_initv(void) {}
