#include "device/camera/vzenith/codec.h"

#include "device/camera/corpus.h"
#include "input.h"
#include "message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace vzenith = cleangate::camera::vzenith;
  auto push = cleangate::camera::split_push(as_text(data, size));
  const bool is_comet = cleangate::camera::take_comet(push.context);
  expect_sound(vzenith::decode_push(push.context, push.body, is_comet));
  FUZZ_EXPECT(vzenith::without_secrets(push.body).size() == push.body.size());
  return 0;
}
