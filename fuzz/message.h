#pragma once
// What every decoded camera message must keep, whatever came in.

#include "base/limits.h"
#include "device/camera/reading.h"
#include "expect.h"

inline void expect_sound(const cleangate::Result<cleangate::camera::Message>& message) {
  using Kind = cleangate::camera::Message::Kind;
  FUZZ_EXPECT(!cleangate::camera::to_text(message).empty());
  if (!message) {
    FUZZ_EXPECT(message.error().message.size() < 120);
    return;
  }
  FUZZ_EXPECT(message->plate.has_value() == (message->kind == Kind::plate));
  FUZZ_EXPECT(message->photos.size() <= cleangate::kMaxPhotos);
  if (!message->plate) return;
  FUZZ_EXPECT(!message->plate->vendor_key.empty());
  FUZZ_EXPECT(message->plate->vendor_key.size() <= 200);
  FUZZ_EXPECT(message->plate->photos.size() <= cleangate::kMaxPhotos);
  FUZZ_EXPECT(message->plate->plate.size() <= 4 * cleangate::kMaxPlateCharacters);
  FUZZ_EXPECT(message->plate->clock != cleangate::camera::ClockQuality::missing ||
              !message->plate->device_time);
}
