#include "domain/vehicle/provisional.h"

namespace cleangate::vehicle {

bool has_expired(const LayeredFacts& layers, WallTime at) {
  return layers.until && at >= *layers.until;
}

const Registered* in_force(const LayeredFacts& layers, WallTime at) {
  if (!has_expired(layers, at)) return &layers.facts;
  return layers.base ? &*layers.base : nullptr;
}

}  // namespace cleangate::vehicle
