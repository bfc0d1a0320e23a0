// Call: one request to KMS, with who sends it and how it came.
//
// Flow      wire, or a program that links us --> Call --Gate::Perform--> Answer<Document>
// Promise   plain facts. What the caller of the Gate says here is believed: it is the wire's part to
//           have checked signature and session.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "evaluator/request.h"
#include "iam/caller.h"
#include "iam/directory.h"
#include "kms/audit/audit_record.h"
#include "kms/exception.h"
#include "kms/operation.h"
#include "kms/value.h"

namespace keyward::kms {

struct Call {
  Operation operation = Operation::kDecrypt;
  Answer<Document> request = Document();  // an error is recorded and answered (K1.54 step 2)
  iam::Caller caller;
  iam::DirectoryPtr directory;  // the snapshot in which key owners are looked up; never null
  std::string partition = "aws";
  std::string region;  // of the endpoint
  std::string access_key_id;
  std::string source_ip_address;
  std::string user_agent;
  std::string via_service;  // the service's name of a forwarded call, "s3.us-east-1.amazonaws.com"
  std::string vpc_endpoint_id;
  std::string request_id;
  // context: further keys that the wire knows, such as aws:SourceIp or aws:SourceVpce (K2.11).
  evaluator::Pairs context;
  std::optional<TlsDetails> tls;
};

}  // namespace keyward::kms
