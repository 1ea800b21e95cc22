#include "device/display/fk/commands.h"
#include "device/display/fk/frame.h"
#include "expect.h"
#include "input.h"

namespace display = cleangate::display;
namespace fk = cleangate::display::fk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  (void)fk::decode_multi_line(text);
  if (const auto frame = fk::decode_frame(text)) {
    FUZZ_EXPECT(fk::encode_frame(frame->command, frame->data).value() == text);
  }
  display::DisplayMessage message;
  message.lines = {{std::string(text), display::LineColour::red, false},
                   {std::string(text.substr(size / 2)), display::LineColour::green, true}};
  message.voice = {std::string(text.substr(size / 3)), std::string(text)};
  const auto frame = fk::decode_frame(fk::multi_line(message).value());
  FUZZ_EXPECT(frame.has_value());
  FUZZ_EXPECT(fk::decode_multi_line(frame->data).has_value());
  return 0;
}
