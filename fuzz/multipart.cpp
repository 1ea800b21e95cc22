#include "device/camera/multipart.h"

#include "base/limits.h"
#include "device/camera/corpus.h"
#include "expect.h"
#include "input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto push = cleangate::camera::split_push(as_text(data, size));
  const auto parts = cleangate::camera::split_multipart(push.context, push.body);
  if (!parts) return 0;
  FUZZ_EXPECT(!parts->empty() && parts->size() <= cleangate::kMaxParts);
  const char* at = push.body.data();
  for (const auto& part : *parts) {  // in order, inside the body, never overlapping
    if (part.content.empty()) continue;
    FUZZ_EXPECT(part.content.data() >= at);
    at = part.content.data() + part.content.size();
    FUZZ_EXPECT(at <= push.body.data() + push.body.size());
  }
  return 0;
}
