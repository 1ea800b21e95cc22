#include "device/camera/dahua/codec.h"

#include "device/camera/corpus.h"
#include "device/camera/dahua/reply.h"
#include "input.h"
#include "message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace dahua = cleangate::camera::dahua;
  const auto push = cleangate::camera::split_push(as_text(data, size));
  if (const auto kind = dahua::push_of(push.context)) {
    expect_sound(dahua::decode_push(*kind, push.body));
  }
  (void)dahua::parse_command_reply(200, push.body);
  return 0;
}
