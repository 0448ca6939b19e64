terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.40"
    }
  }
  backend "s3" {
    bucket = "weld-terraform"
    key    = "platform.tfstate"
    region = "eu-west-1"
  }
}

variable "nodes" {
  type    = number
  default = 3
}

resource "aws_s3_bucket" "models" {
  bucket = "weld-models"
}

module "eks" {
  source          = "terraform-aws-modules/eks/aws"
  version         = "20.8.4"
  cluster_name    = "weld"
  cluster_version = "1.29"
  eks_managed_node_groups = {
    cpu = { instance_types = ["m6i.xlarge"], desired_size = var.nodes }
    gpu = { instance_types = ["g5.xlarge"], min_size = 0, max_size = 2 }
  }
}

resource "aws_ecr_repository" "train" {
  name = "weld-train"
}
