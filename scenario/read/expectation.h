// ReadExpectation: a request's `expect`.
#pragma once

#include "scenario/read/reading.h"
#include "scenario/scenario.h"

namespace keyward::scenario {

bool ReadExpectation(Reading& in, grammar::NodeId id, Expectation& expectation);

}  // namespace keyward::scenario
