#include "device/camera/hikvision/barrier.h"

#include "expect.h"
#include "input.h"

namespace hikvision = cleangate::camera::hikvision;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = as_text(data, size);
  const auto reply = hikvision::parse_barrier_reply(200, body);
  FUZZ_EXPECT(reply.outcome != hikvision::BarrierOutcome::accepted || reply.status_code == 1);
  FUZZ_EXPECT(reply.status.size() <= 100);
  FUZZ_EXPECT(hikvision::parse_barrier_reply(500, body).outcome !=
              hikvision::BarrierOutcome::accepted);
  (void)hikvision::parse_barrier_status(body);
  return 0;
}
