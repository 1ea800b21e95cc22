#include "domain/plate/plate.h"

#include "domain/plate/confusable.h"
#include "expect.h"
#include "input.h"

namespace plate = cleangate::plate;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string once = plate::normalise(as_text(data, size));
  FUZZ_EXPECT(plate::normalise(once) == once);
  const plate::PlateClass plate_class = plate::classify(once, plate::Colour::unknown);
  FUZZ_EXPECT(once.empty() == (plate_class == plate::PlateClass::none));
  for (const std::string& candidate : plate::repair_candidates(once)) {
    FUZZ_EXPECT(plate::differ_by_one_confusable(once, candidate));
    FUZZ_EXPECT(plate::classify(candidate, plate::Colour::unknown) != plate::PlateClass::other);
  }
  return 0;
}
