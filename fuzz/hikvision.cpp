#include "device/camera/hikvision/codec.h"

#include "device/camera/corpus.h"
#include "input.h"
#include "message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto push = cleangate::camera::split_push(as_text(data, size));
  expect_sound(cleangate::camera::hikvision::decode_push(push.context, push.body));
  return 0;
}
