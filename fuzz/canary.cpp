#include "expect.h"
#include "input.h"

// A planted fault that blind guessing would not find in a short run: guidance by coverage does.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  if (size >= 3 && text[0] == 'C' && text[1] == 'G' && text[2] == '7') {
    std::fputs("the canary was found\n", stderr);
    std::abort();
  }
  return 0;
}
