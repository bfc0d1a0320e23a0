// The readers of what a request says: principal, resource, context.
#pragma once

#include <string>

#include "evaluator/request.h"
#include "scenario/read/reading.h"

namespace keyward::scenario {

// ReadPrincipal reads PRINCIPAL (scenario.md). `note` says what was assumed, or is emptied.
bool ReadPrincipal(Reading& in, grammar::NodeId id, evaluator::Principal& principal,
                   std::string& note);

// ReadResource reads RESOURCE. The account stays empty where neither the object nor the ARN tells
// it: then it is the caller's.
bool ReadResource(Reading& in, grammar::NodeId id, evaluator::Resource& resource);

// ReadContext reads `context` into the request's context. Whether a known key is multivalued is the
// key's property; for others the JSON shape decides.
bool ReadContext(Reading& in, grammar::NodeId id, evaluator::Context& context);

// ReadUnknownKeys reads `unknownContextKeys`, behind ReadContext.
bool ReadUnknownKeys(Reading& in, grammar::NodeId id, evaluator::Context& context);

// PairsOf collects the encryption context that kms:EncryptionContext:… keys of a context give.
void PairsOf(const evaluator::Context& context, evaluator::Pairs& pairs);

}  // namespace keyward::scenario
